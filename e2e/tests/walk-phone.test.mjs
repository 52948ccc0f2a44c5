// The main job on the narrowest phone, without JavaScript.

import { PHONE } from '../lib/browser.mjs';
import { tell } from '../lib/walk.mjs';

tell({ options: { viewport: PHONE, javaScriptEnabled: false } });
