const known = new Map<string, string>()

/**
 * The address of a script that does nothing but import another: a worker that is started from it inherits the policy of
 * whoever starts it. It lasts as long as that does, since browsers fetch it at a time of their own.
 */
export function bootstrap({ href }: URL): string {
  const address =
    known.get(href) ?? URL.createObjectURL(new Blob([`import ${JSON.stringify(href)}`], { type: 'text/javascript' }))
  known.set(href, address)
  return address
}
