import path from 'node:path';
import type { DocumentAdded, DocumentDetail, DocumentList, DocumentSummary } from '@jizhun/api';
import type { Role } from '@jizhun/lifecycle';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchBrowser } from './find-browser.ts';

export const address = inject('address');

interface Size {
  width: number;
  height: number;
}

/** The screens that ui.md names. */
export const desk: Size = { width: 1440, height: 900 };
export const small: Size = { width: 1024, height: 768 };
/** 1366 × 768 at 200 %. */
export const enlarged: Size = { width: 683, height: 384 };

/** Who looks, and at what size: someone of the 绩效科 at a desk, where nothing else is said. */
interface Visit extends Partial<Size> {
  as?: Role | 'nobody';
}

const USUAL: Role = 'performance-office';

export interface Visitor {
  /** Opens a page of the application in a fresh profile, signed in, and waits until it stands. */
  visit(path: string, visit?: Visit): Promise<Page>;
}

/** Asks the interface as someone of a role: `/documents`. */
export function ask(path: string, init: RequestInit = {}, as: Role = USUAL): Promise<Response> {
  return fetch(`${address}/api/v1${path}`, { ...init, headers: { ...init.headers, cookie: inject('cookies')[as] } });
}

/**
 * A browser for the tests of one file. After each test: nothing went to another host, no script failed, and the content
 * security policy refused nothing.
 */
export function useBrowser(): Visitor {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser(inject('browser'));
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    const heard = complaints;
    complaints = [];
    expect(heard).toEqual([]);
  });

  return {
    async visit(path, { as = USUAL, ...size } = {}) {
      const viewport = { ...desk, ...size };
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
      contexts.push(context);
      if (as !== 'nobody') {
        const [name = '', value = ''] = inject('cookies')[as].split('=');
        await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Strict' }]);
      }
      const page = await context.newPage();
      page.on('request', (request) => {
        if (!request.url().startsWith(`${address}/`) && !request.url().startsWith('blob:')) {
          complaints.push(`request to ${request.url()}`);
        }
      });
      page.on('pageerror', (error) => complaints.push(`script failed: ${error.message}`));
      page.on('console', (message) => {
        // Refusals are answers with a status of 4xx; the browser notes each of them.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      await page.goto(address + path);
      await page.locator('h1').first().waitFor();
      return page;
    },
  };
}

export async function listed(): Promise<DocumentSummary[]> {
  return ((await (await ask('/documents')).json()) as DocumentList).documents;
}

export async function detailOf(id: string): Promise<DocumentDetail> {
  return (await (await ask(`/documents/${id}`)).json()) as DocumentDetail;
}

/** The first example whose detail fits; fails where none does. */
export async function exampleWith(fits: (detail: DocumentDetail) => boolean): Promise<DocumentDetail> {
  for (const summary of await listed()) {
    if (!summary.example) continue;
    const detail = await detailOf(summary.id);
    if (fits(detail)) return detail;
  }
  throw new Error('no example fits');
}

/** The address of the page as one would send it to a colleague: path and query, read as people read them. */
export function addressOf(page: Page): { path: string; query: URLSearchParams } {
  const url = new URL(page.url());
  return { path: decodeURIComponent(url.pathname), query: url.searchParams };
}

/** Whether all of an element stands within the visible part of its pane. */
export async function isInView(page: Page, selector: string, pane: string): Promise<boolean> {
  return page.evaluate(
    ([inner, outer]) => {
      const element = document.querySelector(inner)?.getBoundingClientRect();
      const view = document.querySelector(outer)?.getBoundingClientRect();
      if (!element || !view) return false;
      const wide = element.width > view.width;
      return (
        element.top >= view.top - 1 &&
        element.bottom <= view.bottom + 1 &&
        (wide || (element.left >= view.left - 1 && element.right <= view.right + 1))
      );
    },
    [selector, pane] as const,
  );
}

let added = 0;

/** Adds a text as a document of this test's own, with these lines first, and gives its name in addresses. */
export async function addText(name: string, text: string): Promise<string> {
  const own = `${text}\n测试 ${Date.now()} ${++added}\n`;
  const response = await ask(`/documents?name=${encodeURIComponent(name)}`, { method: 'POST', body: own });
  const { document } = (await response.json()) as DocumentAdded;
  ownDocuments.push(document.id);
  return document.id;
}

/** The same file as a document of no unit, of this test's own: what belongs to a unit is not for everyone to correct. */
export async function copyOf({ document: { id, name } }: DocumentDetail): Promise<DocumentDetail> {
  const original = await (await ask(`/documents/${id}/original`)).arrayBuffer();
  const copy = encodeURIComponent(`副本${path.extname(name)}`);
  const response = await ask(`/documents?name=${copy}`, { method: 'POST', body: original });
  const { document } = (await response.json()) as DocumentAdded;
  ownDocuments.push(document.id);
  return detailOf(document.id);
}

const ownDocuments: string[] = [];
afterAll(async () => {
  for (const id of ownDocuments.splice(0)) await ask(`/documents/${id}`, { method: 'DELETE' });
});
