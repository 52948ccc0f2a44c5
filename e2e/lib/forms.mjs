// Filling in forms as a person does: by the path of a field, which is its name in the form, in the
// API and in the law files.

/**
 * Fill fields by path. A string is typed or chosen, a list is ticked, `null` empties a text box.
 * What is folded away or hidden behind a choice is opened first.
 */
export async function fill(page, fields) {
  for (const [path, value] of Object.entries(fields)) await fillOne(page, path, value);
}

async function fillOne(page, path, value) {
  if (Array.isArray(value)) {
    for (const one of value) await tick(page, path, one);
    return;
  }
  const control = page.locator(`[name="${path}"]:not([type=hidden])`).first();
  await control.waitFor({ state: 'attached' });
  const kind = await control.evaluate((node) => (node.tagName === 'SELECT' ? 'select' : node.type));
  if (kind === 'select') {
    await control.selectOption(value);
  } else if (kind === 'radio' || kind === 'checkbox') {
    await tick(page, path, value);
  } else {
    await unfold(control);
    await control.fill(value ?? '');
  }
}

/** Tick one box or take one radio, with a click on its words as people do. */
export async function tick(page, path, value) {
  const box = page.locator(`[name="${path}"][value="${value}"]`);
  await box.waitFor({ state: 'attached' });
  await unfold(box);
  await box.check();
}

/** Take a tick away. */
export async function untick(page, path, value) {
  const box = page.locator(`[name="${path}"][value="${value}"]`);
  await unfold(box);
  await box.uncheck();
}

/** Open every fold that hides a control, from the outside in. */
export async function unfold(control) {
  const folds = control.locator('xpath=ancestor::details[not(@open)]');
  while ((await folds.count()) > 0) await folds.first().locator(':scope > summary').click();
}

/** What the page says is wrong, as lines. */
export async function mistakes(page) {
  return page.locator('#error-summary li').allInnerTexts();
}

/** Press a button of a form by its value, and wait for the page that comes. */
export async function press(page, value, name = 'action') {
  const button = page.locator(`button[name="${name}"][value="${value}"]:not(.visually-hidden)`);
  await unfold(button.first());
  await Promise.all([page.waitForEvent('load'), button.first().click()]);
}

/** Press a button or follow a link by its words. */
export async function go(page, role, words, scope = page) {
  const found = scope.getByRole(role, { name: words }).first();
  await unfold(found);
  await Promise.all([page.waitForEvent('load'), found.click()]);
}
