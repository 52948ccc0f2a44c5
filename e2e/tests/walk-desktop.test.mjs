// The main job at a desk, with JavaScript.

import { DESKTOP } from '../lib/browser.mjs';
import { tell } from '../lib/walk.mjs';

tell({ options: { viewport: DESKTOP } });
