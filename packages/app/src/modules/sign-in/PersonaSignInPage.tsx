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

import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import {
  configApiRef,
  discoveryApiRef,
  IdentityApi,
  useApi,
} from '@backstage/frontend-plugin-api';
import Box from '@material-ui/core/Box';
import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useCallback, useEffect, useRef, useState } from 'react';
import { LogoMark } from '../nav/LogoMark';
import { PersonaIdentity } from './PersonaIdentity';
import { Persona } from './personas';

const useStyles = makeStyles(
  theme => ({
    page: {
      minHeight: '100vh',
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      padding: theme.spacing(4, 2),
      backgroundColor: theme.palette.background.default,
      color: theme.palette.text.primary,
    },
    panel: {
      width: '100%',
      maxWidth: 920,
    },
    brand: {
      display: 'flex',
      alignItems: 'center',
      marginBottom: theme.spacing(4),
      color: theme.palette.text.primary,
    },
    brandName: {
      marginLeft: theme.spacing(1.5),
      fontFamily: theme.typography.fontFamily,
      fontSize: 20,
      fontWeight: 700,
    },
    // Backstage gives headings a margin below that is too wide here.
    heading: {
      marginBottom: theme.spacing(1),
    },
    list: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(270px, 1fr))',
      gap: theme.spacing(2),
      listStyle: 'none',
      padding: 0,
      margin: theme.spacing(3, 0, 0),
    },
    card: {
      height: '100%',
    },
    action: {
      height: '100%',
      padding: theme.spacing(2),
      display: 'flex',
      alignItems: 'flex-start',
      justifyContent: 'flex-start',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 2,
      },
    },
    initials: {
      flex: 'none',
      width: 40,
      height: 40,
      borderRadius: '50%',
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      marginRight: theme.spacing(2),
      fontFamily: theme.typography.fontFamily,
      fontWeight: 700,
      color: theme.palette.primary.contrastText,
      backgroundColor: theme.palette.primary.main,
    },
    name: {
      fontSize: 16,
      fontWeight: 700,
      lineHeight: 1.4,
    },
    summary: {
      marginTop: theme.spacing(0.5),
      color: theme.palette.text.secondary,
    },
    notice: {
      marginTop: theme.spacing(3),
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PortalPersonaSignIn' },
);

function initialsOf(displayName: string): string {
  return displayName
    .split(/\s+/)
    .map(word => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toLocaleUpperCase('en-US');
}

/**
 * Asks who to be. A tab that was signed in before goes on as the same person
 * without asking.
 */
export const PersonaSignInPage = (props: {
  personas: Persona[];
  onSignInSuccess(identity: IdentityApi): void;
}) => {
  const { personas, onSignInSuccess } = props;
  const classes = useStyles();
  const title = useApi(configApiRef).getString('app.title');
  const discoveryApi = useApi(discoveryApiRef);
  const [error, setError] = useState<Error>();
  const [pending, setPending] = useState<string>();
  // The sign-in may succeed only once, and a second click must not start a
  // second one.
  const busy = useRef(false);

  const signIn = useCallback(
    async (persona: string) => {
      if (busy.current) {
        return;
      }
      busy.current = true;
      setPending(persona);
      setError(undefined);
      try {
        onSignInSuccess(
          await PersonaIdentity.signIn({ persona, discoveryApi }),
        );
      } catch (cause) {
        busy.current = false;
        setPending(undefined);
        setError(cause instanceof Error ? cause : new Error(String(cause)));
      }
    },
    [discoveryApi, onSignInSuccess],
  );

  const [remembered] = useState(() => {
    const name = PersonaIdentity.remembered();
    return personas.some(persona => persona.name === name) ? name : undefined;
  });
  useEffect(() => {
    if (remembered) {
      signIn(remembered);
    }
  }, [remembered, signIn]);

  if (remembered && !error) {
    return <Progress />;
  }
  return (
    <main className={classes.page}>
      <div className={classes.panel}>
        <div className={classes.brand}>
          <LogoMark size={36} />
          <span className={classes.brandName}>{title}</span>
        </div>
        <Typography variant="h3" component="h1" className={classes.heading}>
          Who would you like to be?
        </Typography>
        <Typography color="textSecondary">
          Each person sees and does what their disaster recovery role allows.
        </Typography>
        {error && (
          <Box mt={3}>
            <ResponseErrorPanel
              title="The sign-in did not work: is the backend running?"
              error={error}
            />
          </Box>
        )}
        <ul className={classes.list} aria-label="People">
          {personas.map(persona => (
            <li key={persona.name}>
              <Card className={classes.card} variant="outlined">
                <CardActionArea
                  className={classes.action}
                  aria-busy={pending === persona.name}
                  onClick={() => signIn(persona.name)}
                >
                  <span className={classes.initials} aria-hidden="true">
                    {initialsOf(persona.displayName)}
                  </span>
                  <span>
                    <Typography
                      component="span"
                      display="block"
                      className={classes.name}
                    >
                      {persona.displayName}
                    </Typography>
                    <Typography
                      component="span"
                      display="block"
                      variant="subtitle2"
                    >
                      {persona.role}
                    </Typography>
                    <Typography
                      component="span"
                      display="block"
                      variant="body2"
                      className={classes.summary}
                    >
                      {persona.summary}
                    </Typography>
                  </span>
                </CardActionArea>
              </Card>
            </li>
          ))}
        </ul>
        <Typography variant="body2" className={classes.notice}>
          This sign-in asks for no proof. It exists for development only: a
          portal in production refuses to start with it.
        </Typography>
      </div>
    </main>
  );
};
