// The main job on the other database engine.

import { test } from 'node:test';

import { DESKTOP } from '../lib/browser.mjs';
import { SERVER } from '../lib/database.mjs';
import { tell } from '../lib/walk.mjs';

if (SERVER) tell({ options: { viewport: DESKTOP }, postgres: true });
else {
  const skip = process.env.CI === 'true' ? false : 'set KORGOO_TEST_DATABASE_URL';
  test('the main job on PostgreSQL', { skip }, () => {
    throw new Error('CI must set KORGOO_TEST_DATABASE_URL: no engine is left out in silence');
  });
}
