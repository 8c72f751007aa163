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

import { useEffect, useState } from 'react';

/**
 * Takes what is chosen out of the form where the template has it looked for
 * elsewhere: another field may say another account by now.
 *
 * @param chosen - undefined: nothing is, or it is not known yet
 * @returns the name of what was taken out, until something is chosen
 */
export function useTakenOut(
  chosen: { name: string; isElsewhere: boolean } | undefined,
  onChange: (value: undefined) => void,
): string | undefined {
  const [takenOut, setTakenOut] = useState<string>();
  const name = chosen?.name;
  const isElsewhere = chosen?.isElsewhere;
  // A form that changes two fields at once forgets the first: its next `onChange` tries again.
  useEffect(() => {
    if (name !== undefined) {
      setTakenOut(isElsewhere ? name : undefined);
    }
    if (isElsewhere) {
      onChange(undefined);
    }
  }, [name, isElsewhere, onChange]);
  return name === undefined ? takenOut : undefined;
}
