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

import {
  Composer,
  Lexer,
  Parser,
  type CST,
  type Document,
  type LineCounter,
} from 'yaml';

/** Deeper than any manifest; what is nested for the sake of nesting ends here. */
export const MAX_DEPTH = 32;
/** More than a manifest of the greatest length has. */
const MAX_LEXEMES = 400_000;
/** As much bad syntax as anybody mends before reading it again. */
const MAX_SYNTAX_PROBLEMS = 20;

/** What is wrong at a place of the text. */
export interface TextProblem {
  /** Characters before it. */
  readonly at: number;
  readonly message: string;
}

/** Text as far as it was read. */
export interface YamlDocument {
  /** Absent where the text has none, or was not read whole. */
  readonly document?: Document.Parsed | Document;
  readonly problems: readonly TextProblem[];
  /** Whether reading ended before the text did, because of all that was wrong. */
  readonly isCutShort: boolean;
}

/** That text is not read at all. */
export class TextRefusal extends Error {}

/**
 * Reads one document of YAML, and stops where it is clear that it will not be
 * taken: hostile text costs no more than the little that is told of it.
 *
 * @param lines - is told where lines begin
 * @throws TextRefusal for depth, and for more tokens than a manifest has
 */
export function readYaml(text: string, lines: LineCounter): YamlDocument {
  const { tokens, problems, isCutShort } = readTokens(text, lines);
  if (isCutShort) {
    return { problems, isCutShort };
  }
  const composed = compose(tokens);
  return {
    ...composed,
    problems: [...composed.problems, ...problems].sort((a, b) => a.at - b.at),
  };
}

interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly problems: readonly TextProblem[];
  readonly isCutShort: boolean;
}

function readTokens(text: string, lines: LineCounter): Tokens {
  const tokens: CST.Token[] = [];
  const problems: TextProblem[] = [];
  let hasDocument = false;
  for (const token of boundedTokens(text, lines)) {
    if (token.type === 'error') {
      problems.push({
        at: token.offset,
        message: `${token.message}: ${JSON.stringify(token.source)}`,
      });
      if (problems.length === MAX_SYNTAX_PROBLEMS) {
        return { tokens, problems, isCutShort: true };
      }
      continue;
    }
    if (token.type === 'document') {
      if (hasDocument) {
        problems.push({
          at: token.offset,
          message: 'A second document; a manifest is one',
        });
        break;
      }
      hasDocument = true;
    }
    tokens.push(token);
  }
  if (isTooDeep(tokens)) {
    throw tooDeep();
  }
  return { tokens, problems, isCutShort: false };
}

const tooDeep = () => new TextRefusal(`Nested deeper than ${MAX_DEPTH} levels`);

function* boundedTokens(
  text: string,
  lines: LineCounter,
): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > MAX_LEXEMES) {
      throw new TextRefusal(
        `The text has more than ${MAX_LEXEMES} words and signs`,
      );
    }
    yield* parser.next(lexeme);
    // The document, the levels, and what stands in the innermost.
    if (parser.stack.length > MAX_DEPTH + 2) {
      throw tooDeep();
    }
  }
  yield* parser.end();
}

/** Looked at before anything that calls itself walks the tokens. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    // The document itself is the first level.
    if (depth > MAX_DEPTH + 1) {
      return true;
    }
    level = level.flatMap(childrenOf);
  }
  return false;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') {
    return token.value ? [token.value] : [];
  }
  if (!('items' in token)) {
    return [];
  }
  return token.items.flatMap(({ key, value }) =>
    [key, value].filter(child => child !== undefined && child !== null),
  );
}

/** Thrown out of the composer, which would go on. */
class EnoughProblems extends Error {}

/** Where the composer says that something is wrong. */
type ProblemSource =
  | number
  | readonly [number, ...number[]]
  | { readonly offset: number };

const placeOf = (source: ProblemSource): number => {
  if (typeof source === 'number') {
    return source;
  }
  return 'offset' in source ? source.offset : source[0];
};

function compose(tokens: readonly CST.Token[]): YamlDocument {
  const composer = new Composer({
    // Repeated keys are looked for elsewhere: the composer compares each with each.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const problems: TextProblem[] = [];
  let count = 0;
  // The composer makes an error with a stack trace of each of a million problems,
  // and has no other way to end it. Were this never called, the document would
  // have them all.
  Reflect.set(
    composer,
    'onError',
    (
      source: ProblemSource,
      _code: string,
      message: string,
      isWarning?: boolean,
    ) => {
      count += 1;
      if (!isWarning) {
        problems.push({ at: placeOf(source), message });
      }
      if (count === MAX_SYNTAX_PROBLEMS) {
        throw new EnoughProblems();
      }
    },
  );
  try {
    const [document] = composer.compose(tokens);
    return {
      document,
      problems: [
        ...problems,
        ...(document?.errors ?? []).map(({ pos, message }) => ({
          at: pos[0],
          message,
        })),
      ],
      isCutShort: false,
    };
  } catch (error) {
    if (error instanceof EnoughProblems) {
      return { problems, isCutShort: true };
    }
    throw error;
  }
}
