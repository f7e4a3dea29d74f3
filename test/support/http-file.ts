/** One request of a `.http` file. The reader has replaced its variables. */
export interface HttpRequest {
  /** The status that the title promises. */
  readonly status: number;
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Variables = Readonly<Record<string, string>>;

/**
 * Reads the syntax that the HTTP clients of VS Code and JetBrains share: variables (`@name = value`), comments (`#`),
 * and requests that begin with `### status title`.
 * @param overrides these values replace those of the file
 */
export function readHttpFile(text: string, overrides: Variables = {}): HttpRequest[] {
  const [head, ...requests] = text.split(/^### /m);
  const own = [...head!.matchAll(/^@(\w+) = (\S+)$/gm)].map(([, name, value]) => [name!, value!] as const);
  const variables = { ...Object.fromEntries(own), ...overrides };
  return requests.map(request => readRequest(withValues(request, variables)));
}

const withValues = (text: string, variables: Variables): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`The variable ${name} has no value`);
    return value;
  });

function readRequest(text: string): HttpRequest {
  const [title, ...lines] = text.split('\n');
  const [head, ...bodies] = lines
    .filter(line => !line.startsWith('#'))
    .join('\n')
    .trim()
    .split('\n\n');
  const [requestLine, ...headerLines] = head!.split('\n');
  const [method, url] = requestLine!.split(' ');
  const headers = headerLines.map(line => line.split(': ') as [string, string]);
  const [, status, words] = /^(\d{3}) (.+)$/.exec(title!) ?? [];
  if (!status || !words || !method || !url) throw new Error(`This text is not a request: ${text}`);
  const body = bodies.length === 0 ? undefined : bodies.join('\n\n');
  return { status: Number(status), title: words, method, url, headers: Object.fromEntries(headers), body };
}
