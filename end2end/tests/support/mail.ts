// Mails of the development server, as the recipient finds them.
import { expect, type APIRequestContext } from "@playwright/test";
import { at } from "./world";

interface Summary {
  id: string;
  subject: string;
}

/** An address that nobody had before. */
export function newAddress(name: string): string {
  return `${name}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}@example.org`;
}

/** The text of the latest mail to an address with this in its subject; waits for the worker. */
export async function mailTo(request: APIRequestContext, to: string, subject: RegExp): Promise<string> {
  const headers = { accept: "application/json" };
  let found: Summary | undefined;
  await expect
    .poll(
      async () => {
        const answer = await request.get(at("", `/dev/mailbox?to=${encodeURIComponent(to)}`), { headers });
        found = ((await answer.json()) as Summary[]).find((mail) => subject.test(mail.subject));
        return found !== undefined;
      },
      { message: `a mail to ${to} about ${subject}`, timeout: 15_000 },
    )
    .toBe(true);
  const mail = await (await request.get(at("", `/dev/mailbox/${found?.id}`), { headers })).json();
  return mail.text as string;
}

/** The link in that mail. */
export async function linkTo(request: APIRequestContext, to: string, subject: RegExp): Promise<string> {
  const link = /http:\/\/\S+/.exec(await mailTo(request, to, subject))?.[0];
  expect(link, "the mail has a link").toBeTruthy();
  return link ?? "";
}
