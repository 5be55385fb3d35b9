import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test, type Page } from '@playwright/test';
import sharp from 'sharp';

const DIRECTORY = join(__dirname, '../../docs/screenshots');
const WIDTH = 1400;
const HEIGHT = 900;

/** Each state is seen in these; 400 is a phone. A change of the language comes last: it draws the page anew. */
const LOOKS = {
  light: [
    { look: 'light', language: 'en', width: WIDTH },
    { look: '400', language: 'en', width: 400 },
    { look: 'es', language: 'es', width: WIDTH },
  ],
  dark: [{ look: 'dark', language: 'en', width: WIDTH }],
};

function theme(): keyof typeof LOOKS {
  return test.info().project.name === 'dark' ? 'dark' : 'light';
}

/** A name in the catalog or at GitHub: what is written in one theme is there in the other. */
export function named(name: string): string {
  return theme() === 'dark' ? `${name}-2` : name;
}

interface PictureOptions {
  /** For what is longer than a screen. */
  height?: number;
  /** The same on the phone, where things stand below each other. */
  phoneHeight?: number;
  /** For a menu, which closes when the page changes below it: in one look only. */
  isMenu?: boolean;
  /** When something is still being loaded. */
  isLoading?: boolean;
  /** Opens in another language what closed with its change: a tab, a dialog. */
  again?: () => Promise<void>;
}

/** Photographs what the page shows in every look of the theme, without a reload. */
export async function photograph(
  page: Page,
  state: string,
  options: PictureOptions = {},
): Promise<void> {
  const { height = HEIGHT, phoneHeight = 860, isMenu, isLoading } = options;
  const looks = LOOKS[theme()].slice(0, isMenu ? 1 : undefined);
  mkdirSync(DIRECTORY, { recursive: true });
  for (const { look, language, width } of looks) {
    await page.setViewportSize({
      width,
      height: width < WIDTH ? phoneHeight : height,
    });
    if (language !== 'en') {
      await speak(page, language);
      await options.again?.();
    }
    if (!isLoading) {
      await page.waitForLoadState('networkidle');
    }
    // The graph moves into its place.
    await page.waitForTimeout(500);
    const picture = await page.screenshot({ animations: 'disabled' });
    // Few colors are enough for a page, and the repository stays small.
    await sharp(picture)
      .png({ palette: true, colors: 128, effort: 10 })
      .toFile(join(DIRECTORY, `${state}-${look}.png`));
  }
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  if (looks.some(({ language }) => language !== 'en')) {
    await speak(page, 'en');
  }
}

/** As if another tab had changed the language: Backstage follows at once. */
async function speak(page: Page, newValue: string): Promise<void> {
  await page.evaluate(language => {
    const key = 'language';
    localStorage.setItem(key, language);
    window.dispatchEvent(
      new StorageEvent('storage', {
        key,
        newValue: language,
        storageArea: localStorage,
      }),
    );
  }, newValue);
}
