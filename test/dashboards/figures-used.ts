import { parser } from '@prometheus-io/lezer-promql';

/** What an expression asks for: a figure, and each label that it selects or groups by. */
export interface FigureUsed {
  readonly figure: string;
  readonly labels: readonly string[];
}

/** Grafana puts the interval in; the grammar wants a duration. */
const withInterval = (expression: string): string => expression.replaceAll('$__rate_interval', '5m');

/** The figures of an expression, each with the labels that the expression names. @throws where it is no PromQL */
export function figuresUsed(expression: string): FigureUsed[] {
  const text = withInterval(expression);
  const figures: string[] = [];
  const labels = new Set<string>();
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`No PromQL at ${from}: ${text}`);
      const word = text.slice(from, to);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') figures.push(word);
      if (type.name === 'LabelName') labels.add(word);
    },
  });
  return figures.map(figure => ({ figure, labels: [...labels] }));
}
