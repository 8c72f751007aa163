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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useOperation } from '../api/operations';
import { Answer } from '../components/answer/Answer';
import { Choice } from '../components/form/Choice';
import { useScaffolderWords } from '../translations/useScaffolderWords';
import { PickerFrame, type PickerProps } from './PickerFrame';
import { placeOf, type Place, type PlaceOptions } from './place';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    gap: theme.spacing(2),
  },
}));

type Props = PickerProps<Place, Pick<PlaceOptions, 'optional'>>;

/** Chooses an AWS account that is on record, and one of its Regions. */
export function DrsAccountPicker(props: Props) {
  const t = useScaffolderWords();
  return (
    <PickerFrame
      of={props}
      groupTitle={props.schema.title ?? t('account.title')}
    >
      <AccountAndRegion {...props} />
    </PickerFrame>
  );
}

function AccountAndRegion(props: Props) {
  const t = useScaffolderWords();
  const classes = useStyles();
  const { formData, idSchema, disabled, onChange } = props;
  const place = placeOf(formData);
  /** An account of which no Region is chosen yet, which is no value of the field. */
  const [begun, setBegun] = useState('');
  const accountId = place?.accountId ?? begun;
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });
  return (
    <Answer of={accounts} what={t('account.what')} rows={1}>
      {({ items }) => {
        const regionsOf = (id: string) =>
          items.find(account => account.accountId === id)?.regions ?? [];
        const choose = (id: string, region: string | undefined) => {
          setBegun(id);
          onChange(
            region === undefined
              ? undefined
              : placeOf({ accountId: id, region }),
          );
        };
        if (items.length === 0) {
          return <Typography>{t('account.none')}</Typography>;
        }
        return (
          // Neither is required by itself: the browser would hold the form up, and
          // what the field has to say would not be said.
          <div className={classes.fields}>
            <Choice
              label={t('account.account')}
              field={`${idSchema.$id}.accountId`}
              findings={[]}
              disabled={disabled}
              value={accountId}
              options={items.map(account => ({
                value: account.accountId,
                text: t('account.option', {
                  name: account.accountName,
                  id: account.accountId,
                }),
              }))}
              onChange={id => {
                const regions = regionsOf(id);
                choose(
                  id,
                  regions.find(region => region === place?.region) ??
                    (regions.length === 1 ? regions[0] : undefined),
                );
              }}
            />
            <Choice
              label={t('account.region')}
              field={`${idSchema.$id}.region`}
              findings={[]}
              disabled={disabled || accountId === ''}
              value={place?.region ?? ''}
              options={regionsOf(accountId).map(region => ({
                value: region,
                text: region,
              }))}
              onChange={region => choose(accountId, region || undefined)}
            />
          </div>
        );
      }}
    </Answer>
  );
}
