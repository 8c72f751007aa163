/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';
import { isMet, told, type Figure } from './Figure';

const GIB = 2 ** 30;

/** The circumstances that figures depend on. */
const circumstances = () => ({
  date: new Date().toISOString(),
  node: process.version,
  machine: {
    platform: `${os.type()} ${os.release()} ${os.arch()}`,
    cpu: os.cpus().at(0)?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / GIB),
  },
  // Beside other work a machine measures that work too.
  loadAverages: os.loadavg().map(load => Number(load.toFixed(2))),
});

const verdict = (figure: Figure): string => {
  const met = isMet(figure);
  if (met === undefined) {
    return '';
  }
  return met ? 'met' : 'MISSED';
};

const HEADINGS = ['Figure', 'Where', 'Measured', 'Aim', '', 'Beside it'];

const row = (figure: Figure): string[] => [
  figure.name,
  figure.where,
  told(figure.value, figure.unit) +
    (figure.samples === undefined ? '' : ` (n=${figure.samples})`),
  figure.aim === undefined ? '' : `≤ ${told(figure.aim, figure.unit)}`,
  verdict(figure),
  figure.beside === undefined
    ? ''
    : `${told(figure.beside.value, figure.beside.unit)}: ${figure.beside.what}`,
];

/** The figures as one Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(row)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map(cells => cells[column].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}

/** Writes the figures for programs, with the circumstances of the run. */
export async function writeReport(
  path: string,
  figures: readonly Figure[],
  seconds: number,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const report = {
    ...circumstances(),
    durationSeconds: Math.round(seconds),
    figures: figures.map(figure => ({ ...figure, met: isMet(figure) })),
  };
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
}

const BEGIN = '<!-- begin: written by script/bench -->';
const END = '<!-- end: written by script/bench -->';

/**
 * Puts a text into the document, in the place of that of the last run.
 *
 * @throws Error where the document has no such place
 */
export async function writeDocument(path: string, text: string): Promise<void> {
  const document = await readFile(path, 'utf8');
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END).at(1);
  if (after === undefined) {
    throw new Error(`${path} has no place for the figures`);
  }
  await writeFile(path, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}

/** The circumstances in one line, above the table. */
export function headline(): string {
  const { date, node, machine, loadAverages } = circumstances();
  return `${date} · Node ${node} · ${machine.cores} × ${machine.cpu}, ${
    machine.memoryGiB
  } GiB · ${machine.platform} · load ${loadAverages.join(' ')}`;
}
