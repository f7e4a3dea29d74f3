import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

const HEIGHT_PX = 190;

interface PlotProps {
  /** What it shows, for people who do not see it. */
  readonly label: string;
  readonly data: uPlot.AlignedData;
  readonly series: readonly uPlot.Series[];
  /** The words of the horizontal axis for its values. */
  readonly name?: (value: number) => string;
}

/** A plot as wide as its place. The tables beside it have the same figures. */
export function Plot({ label, data, series, name }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const within = place.current!;
    const plot = new uPlot(optionsOf(within, series, name), data, within);
    const sizes = new ResizeObserver(() => plot.setSize({ width: within.clientWidth, height: HEIGHT_PX }));
    sizes.observe(within);
    return () => {
      sizes.disconnect();
      plot.destroy();
    };
  }, [data, series, name]);
  return <div ref={place} role="img" aria-label={label} />;
}

/** A colour of the tokens, as the page shows it now. */
export function colour(of: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${of})`;
  document.body.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown;
}

function optionsOf(
  place: HTMLElement,
  series: readonly uPlot.Series[],
  name: PlotProps['name'],
): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line') },
  };
  const named = name ? { values: (_plot: uPlot, values: number[]) => values.map(name) } : {};
  return {
    width: place.clientWidth,
    height: HEIGHT_PX,
    // A bar at the edge is as wide as every other one.
    scales: { x: { time: false, range: (_plot, least, most) => [least - 0.5, most + 0.5] } },
    axes: [{ ...axis, ...named, incrs: [1, 2, 5, 10] }, axis],
    series: [name ? { value: (_plot, value) => (value === null ? '' : name(value)) } : {}, ...series],
    legend: { live: false },
  };
}

/** A line in a colour of the tokens, with a point for each value. A place without a value is a gap. */
export const line = (label: string, tone: string): uPlot.Series => ({
  label,
  stroke: colour(tone),
  width: 2,
  points: { show: true, size: 5 },
});

/** Upright bars. */
export const bars = (): uPlot.Series.PathBuilder => uPlot.paths.bars!({ size: [0.6, 48] });
