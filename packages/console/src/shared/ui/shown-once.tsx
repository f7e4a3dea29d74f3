/** A secret that the service gives once only. */
export function ShownOnce({ words, secret }: { readonly words: string; readonly secret: string }) {
  return (
    <div className="note" data-tone="good" role="status">
      <p>{words}</p>
      <p className="mono" data-shown-once="">
        {secret}
      </p>
    </div>
  );
}
