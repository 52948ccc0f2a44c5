// People at the door.

import { fill, go, mistakes } from './forms.mjs';
import { say } from './words.mjs';
import { visit } from './browser.mjs';

export const PASSWORD = 'korgoo-demo-2026';

/** The people of every demonstration; the same as in `app::account::demo_people`. */
export const DEMO = {
  clinic: 'clinic@demo.example',
  school: 'school@demo.example',
  registrar: 'registrar@demo.example',
  registrar2: 'registrar2@demo.example',
  head: 'head@demo.example',
  admin: 'admin@demo.example',
  auditor: 'auditor@demo.example',
};

/** Somebody with a browser of their own, speaking one language. */
export class Person {
  constructor(visitor, base, language) {
    Object.assign(this, visitor, { base, language, words: say(language) });
  }

  static async come(browser, base, language = 'ky', options = {}) {
    return new Person(await visit(browser, options), base, language);
  }

  /** Open a page by its path after the language. */
  async open(path) {
    return this.page.goto(`${this.base}/${this.language}${path}`);
  }

  /** The path of the present page, without the language. */
  get path() {
    return new URL(this.page.url()).pathname.replace(/^\/(ky|ru|en)/, '');
  }

  async heading() {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  async signIn(email, password = PASSWORD) {
    await this.open('/sign-in');
    await this.giveName(email, password);
    if (this.path.startsWith('/sign-in')) {
      throw new Error(`${email} is not let in: ${await mistakes(this.page)}`);
    }
    return this;
  }

  async giveName(email, password = PASSWORD) {
    await fill(this.page, { email, password });
    await go(this.page, 'button', this.words('sign-in-button'), this.page.locator('main'));
  }

  async signUp({ organisation, name, email, password }) {
    await this.open('/sign-up');
    await fill(this.page, { organisation, name, email });
    await go(this.page, 'button', this.words('sign-up-button'));
    // The demonstration shows its mail; the newest letter stands first.
    await this.open('/demo/outbox');
    const link = this.page.locator('main a[href*="/sign-up/"]').first();
    await Promise.all([this.page.waitForEvent('load'), link.click()]);
    await fill(this.page, { password });
    await go(this.page, 'button', this.words('sign-up-button'));
    return this;
  }

  async leave() {
    await this.context.close();
  }
}
