/* Made of /api/v1/openapi.json by tests/domain/api/client-calls.test.ts: not edited by hand. */

export interface paths {
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Email and password. They sign in, or open a challenge that waits for a second step. A client that sends the `deviceToken` it was given is not slowed down by wrong passwords that others give for the same person; one that sends null is given one, to be kept over sign-outs. It opens nothing. */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step, with a code from an authenticator app. */
        post: operations["finishWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/recovery-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step, with a recovery code. Each works once. `passkey-next`: the organization accepts passkeys only, and the challenge now waits for one: go on with `POST /sign-in/enrollment/passkey/options`. */
        post: operations["finishWithRecoveryCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the admins of the organization for help, for someone who lost the authenticator or cannot set one up: once an hour and three times a day. Answers with the names of the first ten. The challenge stays as it is. */
        post: operations["askForHelp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/enrollment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The setup key for someone who must use 2FA and has not set it up. Where `enrollment-code-needed` is answered, an admin has to give them an enrollment code: it is spent by the first answer with a setup key. */
        post: operations["startEnrollment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/enrollment/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the setup key with a code from the app, turns on 2FA and signs in. The recovery codes are shown once. */
        post: operations["finishWithEnrollment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/with-passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a passkey is asked for a whole sign-in. The same for everyone. Works for 10 minutes, once. */
        post: operations["passkeySignInOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/with-passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A whole sign-in with a passkey that verified its owner. One that did not, now or when it was added, works only after the password. `deviceToken` as with `POST /sign-in`. */
        post: operations["signInWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the passkeys of the person are asked for the second step. `passkey-none`: they have none. */
        post: operations["passkeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step, with a passkey. */
        post: operations["finishWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/passkey/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The page of this server on which the person uses a passkey for the second step, for a client that cannot ask for one itself, such as a browser extension. To be opened in the browser that the client runs in. It ends at `/sign-in/passkey/done#TICKET`: the client reads the ticket there and sends it to `POST /sign-in/ticket`. `passkey-none`: they have none. */
        post: operations["passkeyPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges the ticket of such a page for tokens, once and within a minute. Takes the challenge of the sign-in that it belongs to. */
        post: operations["redeemTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/enrollment/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a new passkey is made from, for someone who must use 2FA and has not set it up: in place of the setup key. Enrollment codes as with `POST /sign-in/enrollment`. */
        post: operations["startPasskeyEnrollment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/enrollment/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds the new passkey, turns on 2FA and signs in. The recovery codes are shown once. */
        post: operations["finishWithNewPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The passkeys of the person signed in. `host`: the server's host that one was made for, where it is another one now, under which it does not work. `stoppedAt`: it may have been copied and no longer works.
         * @description API keys are refused.
         */
        get: operations["listPasskeys"];
        put?: never;
        /**
         * Adds the new passkey and ends the other sessions. Where it is the first factor it turns on 2FA, and the recovery codes are shown once; else they are null. Sent once more, as when the answer was lost, it is answered the same, as long as the codes are shown.
         * @description API keys are refused.
         */
        post: operations["addPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/passkeys/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the passkeys of the person are asked so that the answer stands beside the password where a code would. `passkey-none`: they have none.
         * @description API keys are refused.
         */
        post: operations["passkeyProofOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a new passkey is made from. Takes the password, and a code or the answer of a passkey where 2FA is on. Within an hour it can be added.
         * @description API keys are refused.
         */
        post: operations["startPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/passkeys/{passkeyId}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls a passkey something else. Takes the password, and a code or the answer of a passkey.
         * @description API keys are refused.
         */
        post: operations["renamePasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/passkeys/{passkeyId}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Removes a passkey and ends the other sessions. Takes the password, and a code or the answer of a passkey. The last factor cannot be removed.
         * @description API keys are refused.
         */
        post: operations["removePasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a refresh token for the next two tokens. The same call gets the same tokens for 30 seconds, while the new refresh token is unused: a lost answer can be asked for again. After that, reusing one ends the session. */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, and the state of their second factor.
         * @description API keys are refused.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link to a page for the person signed in here. Opened in a browser within 60 seconds it offers to continue there without signing in again, once. `path`: a page of this server, such as `/profile`; `link` is a path, too.
         * @description API keys are refused.
         */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends this session.
         * @description API keys are refused.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of the organization by name, 50 a page at most. `search`: words, each of which begins a word of the name or address. `missing`: off, or required and not set up. `due`: off, until the policy asks them. `unasked`: off, and not asked by the policy. `after`: the `next` of the page before, with the same `search` and `twoFactor`; a page with few people or none may still have one.
         * @description An API key needs the scope `users:read`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Adds a person, to the groups with these ids too, and returns the token of the invitation link, `/invitation/{invitation}`. For groups, an API key needs `groups:write` as well.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many people there are, suspended ones included, by the state of their second factor: on, off, required and not set up, locked. `due`: of those who have it off, whom the policy asks from a later time on.
         * @description An API key needs the scope `users:read`.
         */
        get: operations["countUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the name of a person.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["renameUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/require": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Requires 2FA for a person from their next sign-in on, or stops requiring it. To stop, an API key needs `factors:reset` as well. Where the policy asks for enrollment codes, `enrollmentBy` says how they show that it’s them: `link`, the default, sends a link to their own address; `code` answers with `enrollmentCode`, to be read out to them. Asked for anywhere else, it’s refused.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["requireTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resets the 2FA of a person who lost their phone, and returns what was removed. Where the policy asks for enrollment codes, `enrollmentBy` says how they show that it’s them: `link`, the default, sends a link to their own address; `code` answers with `enrollmentCode`, to be read out to them. Asked for anywhere else, it’s refused.
         * @description An API key needs the scope `factors:reset`.
         */
        post: operations["resetTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspends a person. They are signed out everywhere and can no longer sign in.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["suspendUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a suspended person sign in again.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["reactivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlocks a person who is locked out or has to wait after wrong passwords or codes.
         * @description An API key needs the scope `factors:reset`.
         */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a person an admin or an agent. They are signed out.
         * @description API keys are refused.
         */
        post: operations["changeRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes and sends a new invitation link for a person who has not joined yet, and returns its token. Links from before no longer work.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["renewInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Removes a person for good. What they did stays in the audit log. Someone who has 2FA, or must have it, is removed by an API key only if that has `factors:reset` as well; without it, suspend them.
         * @description An API key needs the scope `users:write`.
         */
        post: operations["removeUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups of the organization by name, 50 a page at most, each with how many people are in it, counted up to 1,000. `search`: words, each of which begins a word of the name. `after`: the `next` of the page before, with the same `search`; a page with few groups or none may still have one.
         * @description An API key needs the scope `groups:read`.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Adds a group without people. Its name goes to apps: 1 to 64 characters, no comma, and no other group has it in capitals or with accents either.
         * @description An API key needs the scope `groups:write`.
         */
        post: operations["addGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{groupId}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a group another name or description. What is left out stays.
         * @description An API key needs the scope `groups:write`.
         */
        post: operations["changeGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{groupId}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deletes a group; its people stay. Refused while an app, the policy or the rule for passkeys goes by it.
         * @description An API key needs the scope `groups:write`.
         */
        post: operations["removeGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{groupId}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of a group by name, 50 a page at most. `search` and `after` as for all people.
         * @description An API key needs the scope `groups:read`.
         */
        get: operations["listGroupPeople"];
        put?: never;
        /**
         * Puts up to 100 people into a group and returns how many were not in it before. Where one of them is unknown, nobody is added.
         * @description An API key needs the scope `groups:write`.
         */
        post: operations["addGroupPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{groupId}/people/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a person out of a group. Out of one that the policy or the rule for passkeys names, an API key needs `factors:reset` as well. While four eyes is on, freeing them from either that way takes a second admin.
         * @description An API key needs the scope `groups:write`.
         */
        post: operations["removeGroupPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups of a person, by name; none for someone who is not of the organization.
         * @description An API key needs the scope `groups:read`.
         */
        get: operations["listUserGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The apps that whoever is signed in may open, in the order of their names: 500 at most.
         * @description API keys are refused.
         */
        get: operations["listOwnApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/icons/{icon}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The icon of an app of the organization: a square PNG in base64.
         * @description API keys are refused.
         */
        get: operations["getAppIcon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The apps of the organization by name, 50 a page at most, with the groups that may use each. `search`: words, each of which begins a word of the name. `after`: the `next` of the page before, with the same `search`.
         * @description An API key needs the scope `apps:read`.
         */
        get: operations["listApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who must have 2FA by the policy of the organization, and from when on. `begun`: that time has come. `openSessions`: what becomes then of sessions without it; they end, or go on for a day at most.
         * @description An API key needs the scope `users:read`.
         */
        get: operations["getPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log of the organization, the newest entry first, 50 a page. `before`: the `next` of the page before, with the same filter. `userId`: only what concerns this person. `actorId`: only what this person did. `kind`: only such events. `from`, `until`: only from this moment on, only before that one. `search`: only where each of these words stands, in an entry as Audit log shows it in UTC; a page may then have few entries or none, and still another after it.
         * @description An API key needs the scope `audit:read`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            errors?: {
                [key: string]: string;
            };
        };
        PasskeyAnswer: {
            id: string;
            rawId: string;
            /** @constant */
            type: "public-key";
            response: {
                clientDataJSON: string;
                authenticatorData: string;
                signature: string;
                userHandle?: string | null;
            };
        };
        NewPasskey: {
            id: string;
            rawId: string;
            /** @constant */
            type: "public-key";
            response: {
                clientDataJSON: string;
                attestationObject: string;
                transports?: string[];
            };
            clientExtensionResults?: {
                credProps?: {
                    rk?: boolean;
                };
            };
        };
        SignedInByPassword: {
            /** @constant */
            status: "signed-in";
            tokens: components["schemas"]["Tokens"];
            deviceToken?: string;
        };
        Tokens: {
            accessToken: string;
            /** Format: date-time */
            accessTokenExpiresAt: string;
            refreshToken: string;
            /** Format: date-time */
            refreshTokenExpiresAt: string;
        };
        SignedIn: {
            /** @constant */
            status: "signed-in";
            tokens: components["schemas"]["Tokens"];
        };
        SignedInByRecoveryCode: {
            /** @constant */
            status: "signed-in";
            tokens: components["schemas"]["Tokens"];
            recoveryCodesLeft: number;
        };
        SignedInByEnrollment: {
            /** @constant */
            status: "signed-in";
            tokens: components["schemas"]["Tokens"];
            recoveryCodes: string[];
        };
        PasskeyRequestOptions: {
            rpId: string;
            challenge: string;
            timeout: number;
            allowCredentials?: {
                id: string;
                /** @constant */
                type: "public-key";
                transports?: string[];
            }[];
            /** @enum {string} */
            userVerification: "preferred" | "required";
        };
        SignedInByPasskey: {
            /** @constant */
            status: "signed-in";
            tokens: components["schemas"]["Tokens"];
            deviceToken?: string;
        };
        PasskeyCreationOptions: {
            rp: {
                id: string;
                name: string;
            };
            user: {
                id: string;
                name: string;
                displayName: string;
            };
            challenge: string;
            pubKeyCredParams: {
                /** @constant */
                type: "public-key";
                alg: number;
            }[];
            timeout: number;
            excludeCredentials: {
                id: string;
                /** @constant */
                type: "public-key";
                transports?: string[];
            }[];
            authenticatorSelection: {
                /** @constant */
                residentKey: "preferred";
                /** @constant */
                userVerification: "preferred";
            };
            /** @constant */
            attestation: "none";
            extensions: {
                /** @constant */
                credProps: true;
            };
        };
        SignedInByNewPasskey: {
            /** @constant */
            status: "signed-in";
            tokens: components["schemas"]["Tokens"];
            recoveryCodes: string[];
        };
        UserDetails: {
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "agent" | "operator";
            /** @enum {string} */
            status: "invited" | "active" | "suspended";
            /** @enum {string} */
            secondFactor: "on" | "off" | "required" | "locked";
            requiredFrom: string | null;
            lastSignInAt: string | null;
            requiredBy: ("admin" | "policy") | null;
            requiredSince: string | null;
            requiredReason: string | null;
            twoFactorSince: string | null;
            recoveryCodesLeft: number;
            authenticators: number;
            passkeys: number;
        };
        Group: {
            id: string;
            name: string;
            description: string;
            people: number;
        };
        User: {
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "agent" | "operator";
            /** @enum {string} */
            status: "invited" | "active" | "suspended";
            /** @enum {string} */
            secondFactor: "on" | "off" | "required" | "locked";
            requiredFrom: string | null;
            lastSignInAt: string | null;
        };
        AuditEntry: {
            sequence: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            event: "organization.created" | "sign-in.succeeded" | "sign-in.code-rejected" | "sign-in.passkey-rejected" | "sign-in.delayed" | "sign-in.locked" | "sign-in.unlocked" | "hand-over.used" | "session.ended" | "refresh-token.reused" | "sessions.ended" | "browser.trusted" | "browser.trust-ended" | "password.changed" | "password.reset" | "email.change-asked" | "email.changed" | "email.restored" | "two-factor.enabled" | "two-factor.disabled" | "two-factor.replaced" | "authenticator.added" | "authenticator.renamed" | "authenticator.removed" | "passkey.added" | "passkey.renamed" | "passkey.removed" | "passkey.reminded" | "passkey.stopped" | "two-factor.required" | "two-factor.requirement-lifted" | "two-factor.reminded" | "two-factor.reset" | "enrollment-code.issued" | "enrollment-code.used" | "enrollment-code.refused" | "recovery-codes.renewed" | "recovery-code.used" | "secret.unreadable" | "help.asked" | "help.dismissed" | "recovery.asked" | "recovery.confirmed" | "recovery.approved" | "recovery.rejected" | "recovery.stopped" | "recovery.withdrawn" | "recovery.completed" | "organization.changed" | "organization.phone-changed" | "organization.added" | "organization.suspended" | "organization.reactivated" | "key.rotated" | "signing-keys.rotated" | "server.restored" | "server.moved" | "operator.added" | "batch.previewed" | "batch.started" | "batch.stopped" | "user.added" | "user.invited" | "user.joined" | "user.suspended" | "user.reactivated" | "user.removed" | "user.renamed" | "user.role-changed" | "user.phone-changed" | "app.added" | "app.changed" | "app.secret-renewed" | "app.suspended" | "app.reactivated" | "app.removed" | "app.signed-out" | "app.permission-withdrawn" | "list.exported" | "evidence.exported" | "policy.changed" | "policy.previewed" | "policy.trust-changed" | "policy.enrollment-codes-changed" | "policy.passkeys-changed" | "policy.started" | "four-eyes.enabled" | "four-eyes.disabled" | "four-eyes.asked" | "four-eyes.agreed" | "four-eyes.refused" | "four-eyes.withdrawn" | "four-eyes.ended" | "grace.extended" | "grace.ended" | "group.added" | "group.changed" | "group.removed" | "group.person-added" | "group.person-removed" | "app.opened" | "app.allowed" | "api-key.created" | "api-key.ended" | "api-key.transferred";
            actor: {
                /** @constant */
                kind: "user";
                id: string;
                name: string;
                email: string;
            } | {
                /** @constant */
                kind: "console";
                osUser: string;
            } | {
                /** @constant */
                kind: "key";
                id: string;
                name: string;
            } | {
                /** @constant */
                kind: "nobody";
            };
            subject: {
                id: string;
                name: string;
                email: string;
            } | null;
            detail: {
                [key: string]: string | number | boolean;
            };
            address: string;
            client: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ben@example.com",
                 *       "password": "copper lantern meadow",
                 *       "client": {
                 *         "kind": "server",
                 *         "name": "Nightly report"
                 *       }
                 *     }
                 */
                "application/json": {
                    email: string;
                    password: string;
                    deviceToken?: string | null;
                    client: {
                        /** @enum {string} */
                        kind: "extension" | "mobile" | "server";
                        name: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "code-required",
                     *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                     *       "expiresAt": "2026-11-26T10:10:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInByPassword"] | {
                        /** @enum {string} */
                        status: "code-required" | "enrollment-required";
                        challenge: string;
                        /** Format: date-time */
                        expiresAt: string;
                        deviceToken?: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `credentials-wrong`: The email or password is incorrect. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "credentials-wrong";
                    };
                };
            };
            /**
             * @description `account-suspended`: Your account is suspended. Ask an admin of your organization to reactivate it.
             *
             *     `organization-suspended`: Your organization is suspended on this server. Ask whoever runs the server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "account-suspended" | "organization-suspended";
                    };
                };
            };
            /** @description `ticket-invalid`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket-invalid";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    finishWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                 *       "code": "492039"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `code-wrong`: That code didn't work. Wait for the next one and try again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "code-wrong";
                    };
                };
            };
            /**
             * @description `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.
             *
             *     `passkey-needed`: Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-step-locked" | "passkey-needed";
                    };
                };
            };
            /** @description `secret-unreadable`: Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "secret-unreadable";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    finishWithRecoveryCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                 *       "recoveryCode": "K7QX-2M9D-R4TB-WH6N"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    recoveryCode: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       },
                     *       "recoveryCodesLeft": 9
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInByRecoveryCode"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `code-wrong`: That recovery code is incorrect or was already used. Try another one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "code-wrong";
                    };
                };
            };
            /** @description `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-step-locked";
                    };
                };
            };
            /** @description `passkey-next`: Now add a passkey: your organization accepts nothing else. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-next";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    askForHelp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "admins": [
                     *         "Ada Lindqvist",
                     *         "Zoe Byrne"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        admins: string[];
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `no-admin-to-ask`: Your organization has no other admin who could help you. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "no-admin-to-ask";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    startEnrollment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    enrollmentCode?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "setupKey": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                     *       "uri": "otpauth://totp/Countersign:ben%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Countersign"
                     *     }
                     */
                    "application/json": {
                        setupKey: string;
                        uri: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `enrollment-code-wrong`: That enrollment code is incorrect. Ask your admin to read it out again. After 5 wrong ones you'll need a new one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "enrollment-code-wrong";
                    };
                };
            };
            /**
             * @description `passkey-needed`: Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one.
             *
             *     `enrollment-code-needed`: Enter the enrollment code from your admin, or open the link in the email that you got.
             *
             *     `enrollment-code-over`: No enrollment code works now: it was used, has expired or was entered wrongly 5 times. Ask your admin for a new one.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-needed" | "enrollment-code-needed" | "enrollment-code-over";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    finishWithEnrollment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                 *       "code": "492039"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       },
                     *       "recoveryCodes": [
                     *         "K7QX-2M9D-R4TB-WH6N",
                     *         "P3VY-8C5F-ZJ2K-6GSA"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInByEnrollment"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `code-wrong`: That code didn't work. Wait for the next one and try again.
             *
             *     `clock-off`: Your phone's clock looks about 1 minute ahead. Set it to automatic time and try again.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "code-wrong" | "clock-off";
                    };
                };
            };
            /** @description `passkey-needed`: Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-needed";
                    };
                };
            };
            /**
             * @description `challenge-over`: This sign-in has ended. Sign in again with your email and password.
             *
             *     `enrollment-over`: This setup key has expired. Start again from your profile or sign in again.
             */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over" | "enrollment-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    passkeySignInOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rpId": "id.example.com",
                     *       "challenge": "Tq3vR8mZ5wX7bN2cL9dF4gAAAZPHr0hkYk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pSxVbA",
                     *       "timeout": 300000,
                     *       "userVerification": "required"
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyRequestOptions"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `passkeys-unavailable`: Passkeys don't work at this server's address. Use an authenticator app instead. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkeys-unavailable";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    signInWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "answer": {
                 *         "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "rawId": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwib3JpZ2luIjoiaHR0cHM6Ly9pZC5leGFtcGxlLmNvbSJ9",
                 *           "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ",
                 *           "signature": "MEUCIQDTrk7",
                 *           "userHandle": "pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6"
                 *         }
                 *       },
                 *       "client": {
                 *         "kind": "mobile",
                 *         "name": "Pixel 9"
                 *       }
                 *     }
                 */
                "application/json": {
                    answer: components["schemas"]["PasskeyAnswer"];
                    deviceToken?: string | null;
                    client: {
                        /** @enum {string} */
                        kind: "extension" | "mobile" | "server";
                        name: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInByPasskey"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `passkey-wrong`: That didn't work. Try again, or use another way.
             *
             *     `passkey-unknown`: This passkey was removed from your account. Use another way.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-wrong" | "passkey-unknown";
                    };
                };
            };
            /**
             * @description `passkey-stopped`: This passkey no longer works: it may have been copied. Use another way, and remove it from your profile.
             *
             *     `passkey-unverified`: This passkey works only after your password, because it was added without a PIN, fingerprint or face. Sign in with your email and password.
             *
             *     `account-suspended`: Your account is suspended. Ask an admin of your organization to reactivate it.
             *
             *     `organization-suspended`: Your organization is suspended on this server. Ask whoever runs the server.
             *
             *     `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-stopped" | "passkey-unverified" | "account-suspended" | "organization-suspended" | "second-step-locked";
                    };
                };
            };
            /** @description `secret-unreadable`: Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "secret-unreadable";
                    };
                };
            };
            /**
             * @description `passkey-over`: This took too long, or was used already. Try again.
             *
             *     `ticket-invalid`: This sign-in has ended. Sign in again with your email and password.
             */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-over" | "ticket-invalid";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    passkeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rpId": "id.example.com",
                     *       "challenge": "Tq3vR8mZ5wX7bN2cL9dF4gAAAZPHr0hkYk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pSxVbA",
                     *       "timeout": 300000,
                     *       "userVerification": "preferred",
                     *       "allowCredentials": [
                     *         {
                     *           "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                     *           "type": "public-key",
                     *           "transports": [
                     *             "internal",
                     *             "hybrid"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyRequestOptions"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `passkey-none`: You have no passkey that works here. Use another way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-none";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    finishWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                 *       "answer": {
                 *         "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "rawId": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwib3JpZ2luIjoiaHR0cHM6Ly9pZC5leGFtcGxlLmNvbSJ9",
                 *           "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ",
                 *           "signature": "MEUCIQDTrk7",
                 *           "userHandle": "pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    answer: components["schemas"]["PasskeyAnswer"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `passkey-wrong`: That didn't work. Try again, or use another way.
             *
             *     `passkey-unknown`: This passkey was removed from your account. Use another way.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-wrong" | "passkey-unknown";
                    };
                };
            };
            /**
             * @description `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.
             *
             *     `passkey-stopped`: This passkey no longer works: it may have been copied. Use another way, and remove it from your profile.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-step-locked" | "passkey-stopped";
                    };
                };
            };
            /** @description `secret-unreadable`: Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "secret-unreadable";
                    };
                };
            };
            /**
             * @description `challenge-over`: This sign-in has ended. Sign in again with your email and password.
             *
             *     `passkey-over`: This took too long, or was used already. Try again.
             */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over" | "passkey-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    passkeyPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "/sign-in/passkey/bT6sVY7cTx6qk3R0mQ1w2gT6sVY7cTx6qk3R0mQ1w2gT6sVY7cTx6qk3R0mQ1w2g"
                     *     }
                     */
                    "application/json": {
                        path: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `passkey-none`: You have no passkey that works here. Use another way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-none";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    redeemTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                 *       "ticket": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    ticket: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `ticket-invalid`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket-invalid";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    startPasskeyEnrollment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM"
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    enrollmentCode?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rp": {
                     *         "id": "id.example.com",
                     *         "name": "Countersign"
                     *       },
                     *       "user": {
                     *         "id": "pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6",
                     *         "name": "ben@example.com",
                     *         "displayName": "Ben Okafor"
                     *       },
                     *       "challenge": "Tq3vR8mZ5wX7bN2cL9dF4gAAAZPHr0hkYk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pSxVbA",
                     *       "pubKeyCredParams": [
                     *         {
                     *           "type": "public-key",
                     *           "alg": -7
                     *         }
                     *       ],
                     *       "timeout": 300000,
                     *       "excludeCredentials": [],
                     *       "authenticatorSelection": {
                     *         "residentKey": "preferred",
                     *         "userVerification": "preferred"
                     *       },
                     *       "attestation": "none",
                     *       "extensions": {
                     *         "credProps": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyCreationOptions"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `enrollment-code-wrong`: That enrollment code is incorrect. Ask your admin to read it out again. After 5 wrong ones you'll need a new one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "enrollment-code-wrong";
                    };
                };
            };
            /**
             * @description `enrollment-code-needed`: Enter the enrollment code from your admin, or open the link in the email that you got.
             *
             *     `enrollment-code-over`: No enrollment code works now: it was used, has expired or was entered wrongly 5 times. Ask your admin for a new one.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "enrollment-code-needed" | "enrollment-code-over";
                    };
                };
            };
            /** @description `passkeys-unavailable`: Passkeys don't work at this server's address. Use an authenticator app instead. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkeys-unavailable";
                    };
                };
            };
            /** @description `challenge-over`: This sign-in has ended. Sign in again with your email and password. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    finishWithNewPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challenge": "Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM",
                 *       "credential": {
                 *         "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "rawId": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwib3JpZ2luIjoiaHR0cHM6Ly9pZC5leGFtcGxlLmNvbSJ9",
                 *           "attestationObject": "o2NmbXRkbm9uZQ",
                 *           "transports": [
                 *             "internal",
                 *             "hybrid"
                 *           ]
                 *         },
                 *         "clientExtensionResults": {
                 *           "credProps": {
                 *             "rk": true
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    challenge: string;
                    credential: components["schemas"]["NewPasskey"];
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "signed-in",
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       },
                     *       "recoveryCodes": [
                     *         "K7QX-2M9D-R4TB-WH6N",
                     *         "P3VY-8C5F-ZJ2K-6GSA"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInByNewPasskey"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `passkey-refused`: This passkey couldn't be added. Try again, or use another device.
             *
             *     `passkey-known`: This device already has a passkey here. Use another device or security key.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-refused" | "passkey-known";
                    };
                };
            };
            /**
             * @description `challenge-over`: This sign-in has ended. Sign in again with your email and password.
             *
             *     `enrollment-over`: This setup key has expired. Start again from your profile or sign in again.
             *
             *     `passkey-over`: This took too long, or was used already. Try again.
             */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "challenge-over" | "enrollment-over" | "passkey-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "passkeys": [
                     *         {
                     *           "id": "7e2b9c14-5a3d-4f80-9d61-c8e4b7a2f015",
                     *           "name": "Google Password Manager",
                     *           "createdAt": "2026-11-20T08:30:00.000Z",
                     *           "usedAt": "2026-11-26T09:58:12.000Z",
                     *           "client": "Chrome on Android",
                     *           "synced": true,
                     *           "signsInAlone": true,
                     *           "host": null,
                     *           "stoppedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        passkeys: {
                            id: string;
                            name: string;
                            /** Format: date-time */
                            createdAt: string;
                            usedAt: string | null;
                            client: string | null;
                            synced: boolean;
                            signsInAlone: boolean;
                            host: string | null;
                            stoppedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "credential": {
                 *         "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "rawId": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwib3JpZ2luIjoiaHR0cHM6Ly9pZC5leGFtcGxlLmNvbSJ9",
                 *           "attestationObject": "o2NmbXRkbm9uZQ",
                 *           "transports": [
                 *             "internal",
                 *             "hybrid"
                 *           ]
                 *         },
                 *         "clientExtensionResults": {
                 *           "credProps": {
                 *             "rk": true
                 *           }
                 *         }
                 *       },
                 *       "name": "Blue key"
                 *     }
                 */
                "application/json": {
                    credential: components["schemas"]["NewPasskey"];
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recoveryCodes": null
                     *     }
                     */
                    "application/json": {
                        recoveryCodes: string[] | null;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /**
             * @description `passkey-refused`: This passkey couldn't be added. Try again, or use another device.
             *
             *     `passkey-known`: This device already has a passkey here. Use another device or security key.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-refused" | "passkey-known";
                    };
                };
            };
            /**
             * @description `enrollment-over`: This setup key has expired. Start again from your profile or sign in again.
             *
             *     `passkey-over`: This took too long, or was used already. Try again.
             */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "enrollment-over" | "passkey-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    passkeyProofOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rpId": "id.example.com",
                     *       "challenge": "Tq3vR8mZ5wX7bN2cL9dF4gAAAZPHr0hkYk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pSxVbA",
                     *       "timeout": 300000,
                     *       "userVerification": "preferred",
                     *       "allowCredentials": [
                     *         {
                     *           "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                     *           "type": "public-key",
                     *           "transports": [
                     *             "internal",
                     *             "hybrid"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyRequestOptions"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `passkey-none`: You have no passkey that works here. Use another way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-none";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    startPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "copper lantern meadow",
                 *       "code": "492039"
                 *     }
                 */
                "application/json": {
                    password: string;
                    code?: string;
                    answer?: components["schemas"]["PasskeyAnswer"];
                    enrollmentCode?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rp": {
                     *         "id": "id.example.com",
                     *         "name": "Countersign"
                     *       },
                     *       "user": {
                     *         "id": "pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6",
                     *         "name": "ben@example.com",
                     *         "displayName": "Ben Okafor"
                     *       },
                     *       "challenge": "Tq3vR8mZ5wX7bN2cL9dF4gAAAZPHr0hkYk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pSxVbA",
                     *       "pubKeyCredParams": [
                     *         {
                     *           "type": "public-key",
                     *           "alg": -7
                     *         }
                     *       ],
                     *       "timeout": 300000,
                     *       "excludeCredentials": [],
                     *       "authenticatorSelection": {
                     *         "residentKey": "preferred",
                     *         "userVerification": "preferred"
                     *       },
                     *       "attestation": "none",
                     *       "extensions": {
                     *         "credProps": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyCreationOptions"];
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `token-invalid`: This token isn't valid. Sign in again.
             *
             *     `code-wrong`: That code didn't work. Wait for the next one and try again.
             *
             *     `session-over`: Your session has ended. Sign in again.
             *
             *     `passkey-wrong`: That didn't work. Try again, or use another way.
             *
             *     `passkey-unknown`: This passkey was removed from your account. Use another way.
             *
             *     `enrollment-code-wrong`: That enrollment code is incorrect. Ask your admin to read it out again. After 5 wrong ones you'll need a new one.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid" | "code-wrong" | "session-over" | "passkey-wrong" | "passkey-unknown" | "enrollment-code-wrong";
                    };
                };
            };
            /**
             * @description `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             *
             *     `password-wrong`: The password is incorrect.
             *
             *     `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.
             *
             *     `passkey-needed`: Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one.
             *
             *     `passkey-stopped`: This passkey no longer works: it may have been copied. Use another way, and remove it from your profile.
             *
             *     `enrollment-code-needed`: Enter the enrollment code from your admin, or open the link in the email that you got.
             *
             *     `enrollment-code-over`: No enrollment code works now: it was used, has expired or was entered wrongly 5 times. Ask your admin for a new one.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys" | "password-wrong" | "second-step-locked" | "passkey-needed" | "passkey-stopped" | "enrollment-code-needed" | "enrollment-code-over";
                    };
                };
            };
            /**
             * @description `two-factor-off`: Two-factor authentication is off. Turn it on from your profile.
             *
             *     `secret-unreadable`: Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication.
             *
             *     `too-many-authenticators`: You can have up to 10 authenticators and passkeys. Remove one first.
             *
             *     `passkeys-unavailable`: Passkeys don't work at this server's address. Use an authenticator app instead.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "two-factor-off" | "secret-unreadable" | "too-many-authenticators" | "passkeys-unavailable";
                    };
                };
            };
            /** @description `passkey-over`: This took too long, or was used already. Try again. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    renamePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 7e2b9c14-5a3d-4f80-9d61-c8e4b7a2f015 */
                passkeyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "copper lantern meadow",
                 *       "code": "492039",
                 *       "name": "Blue key"
                 *     }
                 */
                "application/json": {
                    password: string;
                    code?: string;
                    answer?: components["schemas"]["PasskeyAnswer"];
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `token-invalid`: This token isn't valid. Sign in again.
             *
             *     `code-wrong`: That code didn't work. Wait for the next one and try again.
             *
             *     `session-over`: Your session has ended. Sign in again.
             *
             *     `passkey-wrong`: That didn't work. Try again, or use another way.
             *
             *     `passkey-unknown`: This passkey was removed from your account. Use another way.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid" | "code-wrong" | "session-over" | "passkey-wrong" | "passkey-unknown";
                    };
                };
            };
            /**
             * @description `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             *
             *     `password-wrong`: The password is incorrect.
             *
             *     `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.
             *
             *     `passkey-needed`: Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one.
             *
             *     `passkey-stopped`: This passkey no longer works: it may have been copied. Use another way, and remove it from your profile.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys" | "password-wrong" | "second-step-locked" | "passkey-needed" | "passkey-stopped";
                    };
                };
            };
            /** @description `passkey-not-yours`: That passkey is no longer yours. Choose one from your profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-not-yours";
                    };
                };
            };
            /**
             * @description `two-factor-off`: Two-factor authentication is off. Turn it on from your profile.
             *
             *     `secret-unreadable`: Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "two-factor-off" | "secret-unreadable";
                    };
                };
            };
            /** @description `passkey-over`: This took too long, or was used already. Try again. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 7e2b9c14-5a3d-4f80-9d61-c8e4b7a2f015 */
                passkeyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "copper lantern meadow",
                 *       "answer": {
                 *         "id": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "rawId": "u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwib3JpZ2luIjoiaHR0cHM6Ly9pZC5leGFtcGxlLmNvbSJ9",
                 *           "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ",
                 *           "signature": "MEUCIQDTrk7",
                 *           "userHandle": "pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    password: string;
                    code?: string;
                    answer?: components["schemas"]["PasskeyAnswer"];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `token-invalid`: This token isn't valid. Sign in again.
             *
             *     `code-wrong`: That code didn't work. Wait for the next one and try again.
             *
             *     `session-over`: Your session has ended. Sign in again.
             *
             *     `passkey-wrong`: That didn't work. Try again, or use another way.
             *
             *     `passkey-unknown`: This passkey was removed from your account. Use another way.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid" | "code-wrong" | "session-over" | "passkey-wrong" | "passkey-unknown";
                    };
                };
            };
            /**
             * @description `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             *
             *     `password-wrong`: The password is incorrect.
             *
             *     `second-step-locked`: Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.
             *
             *     `passkey-needed`: Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one.
             *
             *     `passkey-stopped`: This passkey no longer works: it may have been copied. Use another way, and remove it from your profile.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys" | "password-wrong" | "second-step-locked" | "passkey-needed" | "passkey-stopped";
                    };
                };
            };
            /** @description `passkey-not-yours`: That passkey is no longer yours. Choose one from your profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-not-yours";
                    };
                };
            };
            /**
             * @description `two-factor-off`: Two-factor authentication is off. Turn it on from your profile.
             *
             *     `secret-unreadable`: Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication.
             *
             *     `last-passkey`: This is your only way to confirm a sign-in. Turn off two-factor authentication, or add another passkey or an authenticator first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "two-factor-off" | "secret-unreadable" | "last-passkey";
                    };
                };
            };
            /** @description `passkey-over`: This took too long, or was used already. Try again. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "passkey-over";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `too-many-attempts`: Too many attempts. Try again in a few minutes. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too-many-attempts";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321"
                 *     }
                 */
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokens": {
                     *         "accessToken": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567",
                     *         "accessTokenExpiresAt": "2026-11-26T10:10:00.000Z",
                     *         "refreshToken": "mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321",
                     *         "refreshTokenExpiresAt": "2026-12-03T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        tokens: components["schemas"]["Tokens"];
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11",
                     *         "name": "Ben Okafor",
                     *         "email": "ben@example.com",
                     *         "role": "admin"
                     *       },
                     *       "organization": {
                     *         "id": "5b7d1f0e-1c2a-4d3b-8e4f-9a0b1c2d3e4f",
                     *         "name": "Acme Freight"
                     *       },
                     *       "twoFactor": {
                     *         "enabled": true,
                     *         "required": false,
                     *         "requiredFrom": null,
                     *         "recoveryCodesLeft": 9,
                     *         "authenticators": 1,
                     *         "passkeys": 0
                     *       },
                     *       "session": {
                     *         "id": "8c1e9a44-2f6b-4d0e-b7a5-6c3d2e1f0a9b",
                     *         "kind": "server"
                     *       }
                     *     }
                     */
                    "application/json": {
                        user: {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "admin" | "agent" | "operator";
                        };
                        organization: {
                            id: string;
                            name: string;
                        } | null;
                        twoFactor: {
                            enabled: boolean;
                            required: boolean;
                            requiredFrom: string | null;
                            recoveryCodesLeft: number;
                            authenticators: number;
                            passkeys: number;
                        };
                        session: {
                            id: string;
                            /** @enum {string} */
                            kind: "extension" | "mobile" | "server";
                        };
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "path": "/profile"
                 *     }
                 */
                "application/json": {
                    path: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "link": "/hand-over/q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM1234567",
                     *       "expiresAt": "2026-11-26T10:01:00.000Z"
                     *     }
                     */
                    "application/json": {
                        link: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @example okafor */
                search?: string;
                after?: string;
                /** @example on */
                twoFactor?: "on" | "off" | "due" | "unasked" | "required" | "locked" | "missing";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "users": [
                     *         {
                     *           "id": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11",
                     *           "name": "Ben Okafor",
                     *           "email": "ben@example.com",
                     *           "role": "agent",
                     *           "status": "active",
                     *           "secondFactor": "on",
                     *           "requiredFrom": null,
                     *           "lastSignInAt": "2026-11-26T09:58:12.000Z",
                     *           "requiredBy": "admin",
                     *           "requiredSince": "2026-03-03T08:12:00.000Z",
                     *           "requiredReason": "Works with customer data",
                     *           "twoFactorSince": "2026-03-04T09:30:00.000Z",
                     *           "recoveryCodesLeft": 9,
                     *           "authenticators": 1,
                     *           "passkeys": 0
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        users: components["schemas"]["UserDetails"][];
                        next: string | null;
                    };
                };
            };
            /**
             * @description `cursor-invalid`: This page was not found. Send the `next` of the previous page with the same search and filter, or start from the first page.
             *
             *     `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cursor-invalid" | "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ben Okafor",
                 *       "email": "ben@example.com",
                 *       "role": "agent",
                 *       "twoFactorRequired": true,
                 *       "groupIds": [
                 *         "b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    email: string;
                    /** @enum {string} */
                    role: "agent" | "admin";
                    twoFactorRequired: boolean;
                    groupIds?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11",
                     *       "invitation": "q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM1234567"
                     *     }
                     */
                    "application/json": {
                        userId: string;
                        invitation: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `token-invalid`: This token isn't valid. Sign in again.
             *
             *     `session-over`: Your session has ended. Sign in again.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid" | "session-over";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `group-unknown`: This group doesn't exist or was deleted. Reload the page and choose another one. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-unknown";
                    };
                };
            };
            /** @description `email-unavailable`: This email can't be added. Ask for another address. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "email-unavailable";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    countUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "people": 48,
                     *       "on": 41,
                     *       "off": 4,
                     *       "due": 0,
                     *       "required": 2,
                     *       "locked": 1
                     *     }
                     */
                    "application/json": {
                        people: number;
                        on: number;
                        off: number;
                        due: number;
                        required: number;
                        locked: number;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    renameUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ben Okafor-Hale"
                 *     }
                 */
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    requireTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "required": true,
                 *       "signOut": false,
                 *       "enrollmentBy": "code"
                 *     }
                 */
                "application/json": {
                    required: boolean;
                    signOut: boolean;
                    reason?: string;
                    /** @enum {string} */
                    enrollmentBy?: "link" | "code";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "enrollmentCode": "7K2M-9XQD"
                     *     }
                     */
                    "application/json": {
                        enrollmentCode?: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /**
             * @description `enrollment-codes-off`: Your organization doesn’t ask for enrollment codes. Turn them on in the policy, or leave the code out.
             *
             *     `enrollment-code-unneeded`: This person doesn't need an enrollment code. Reload the page, or leave the code out.
             *
             *     `proof-needed`: To remove this requirement from yourself, enter your password and a code.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "enrollment-codes-off" | "enrollment-code-unneeded" | "proof-needed";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    resetTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": {
                    /** @enum {string} */
                    enrollmentBy?: "link" | "code";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "authenticator": true,
                     *       "authenticators": 1,
                     *       "passkeys": 0,
                     *       "recoveryCodes": 9,
                     *       "sessions": 2,
                     *       "tokens": 1,
                     *       "challenges": 0,
                     *       "apiKeys": 0,
                     *       "required": true
                     *     }
                     */
                    "application/json": {
                        authenticator: boolean;
                        authenticators: number;
                        passkeys: number;
                        recoveryCodes: number;
                        sessions: number;
                        tokens: number;
                        challenges: number;
                        apiKeys: number;
                        required: boolean;
                        enrollmentCode?: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /**
             * @description `second-asked`: A second admin has to agree first. The other admins with two-factor authentication got an email and have 24 hours.
             *
             *     `second-full`: There are 20 requests waiting for a second admin. Decide on some, or take some back.
             *
             *     `second-needs-person`: A second admin has to agree to this, and an API key can't ask. Ask for it signed in as an admin.
             *
             *     `enrollment-codes-off`: Your organization doesn’t ask for enrollment codes. Turn them on in the policy, or leave the code out.
             *
             *     `enrollment-code-unneeded`: This person doesn't need an enrollment code. Reload the page, or leave the code out.
             *
             *     `self`: This is you. Use your profile.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-asked" | "second-full" | "second-needs-person" | "enrollment-codes-off" | "enrollment-code-unneeded" | "self";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    suspendUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /**
             * @description `second-asked`: A second admin has to agree first. The other admins with two-factor authentication got an email and have 24 hours.
             *
             *     `second-full`: There are 20 requests waiting for a second admin. Decide on some, or take some back.
             *
             *     `second-needs-person`: A second admin has to agree to this, and an API key can't ask. Ask for it signed in as an admin.
             *
             *     `self`: This is you. Use your profile.
             *
             *     `last-admin`: This is the last active admin. Make someone else an admin first.
             *
             *     `not-active`: Only active people can be suspended. Remove the invitation instead.
             *
             *     `suspended-already`: This person is already suspended. Nothing was changed.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-asked" | "second-full" | "second-needs-person" | "self" | "last-admin" | "not-active" | "suspended-already";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    reactivateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /** @description `not-suspended`: This person isn't suspended. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-suspended";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /** @description `not-locked`: There's nothing to unlock. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-locked";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "admin"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    role: "agent" | "admin";
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /**
             * @description `second-asked`: A second admin has to agree first. The other admins with two-factor authentication got an email and have 24 hours.
             *
             *     `second-full`: There are 20 requests waiting for a second admin. Decide on some, or take some back.
             *
             *     `second-needs-person`: A second admin has to agree to this, and an API key can't ask. Ask for it signed in as an admin.
             *
             *     `self`: This is you. Use your profile.
             *
             *     `last-admin`: This is the last active admin. Make someone else an admin first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-asked" | "second-full" | "second-needs-person" | "self" | "last-admin";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    renewInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invitation": "q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM1234567"
                     *     }
                     */
                    "application/json": {
                        invitation: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /** @description `already-joined`: This person has already joined and doesn't need an invitation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "already-joined";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    removeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `user-unknown`: This person isn't in your organization or was removed. Go back to Users. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "user-unknown";
                    };
                };
            };
            /**
             * @description `second-asked`: A second admin has to agree first. The other admins with two-factor authentication got an email and have 24 hours.
             *
             *     `second-full`: There are 20 requests waiting for a second admin. Decide on some, or take some back.
             *
             *     `second-needs-person`: A second admin has to agree to this, and an API key can't ask. Ask for it signed in as an admin.
             *
             *     `self`: This is you. Use your profile.
             *
             *     `last-admin`: This is the last active admin. Make someone else an admin first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-asked" | "second-full" | "second-needs-person" | "self" | "last-admin";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @example support */
                search?: string;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "id": "b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35",
                     *           "name": "Support",
                     *           "description": "Answers customers",
                     *           "people": 12
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        groups: components["schemas"]["Group"][];
                        next: string | null;
                    };
                };
            };
            /**
             * @description `cursor-invalid`: This page was not found. Send the `next` of the previous page with the same search and filter, or start from the first page.
             *
             *     `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cursor-invalid" | "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    addGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Support",
                 *       "description": "Answers customers"
                 *     }
                 */
                "application/json": {
                    name: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35"
                     *     }
                     */
                    "application/json": {
                        groupId: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /**
             * @description `token-invalid`: This token isn't valid. Sign in again.
             *
             *     `session-over`: Your session has ended. Sign in again.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid" | "session-over";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `group-name-taken`: Another group already has this name. Choose a different one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-name-taken";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    changeGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35 */
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Help desk"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `group-unknown`: This group doesn't exist or was deleted. Reload the page and choose another one. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-unknown";
                    };
                };
            };
            /** @description `group-name-taken`: Another group already has this name. Choose a different one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-name-taken";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    removeGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35 */
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /** @description `group-unknown`: This group doesn't exist or was deleted. Reload the page and choose another one. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-unknown";
                    };
                };
            };
            /**
             * @description `group-in-use`: This group decides who may use an app. Choose who may use them in another way first.
             *
             *     `group-in-policy`: This group decides who must have two-factor authentication. Choose other groups in Policy first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-in-use" | "group-in-policy";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listGroupPeople: {
        parameters: {
            query?: {
                /** @example okafor */
                search?: string;
                after?: string;
            };
            header?: never;
            path: {
                /** @example b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35 */
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "users": [
                     *         {
                     *           "id": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11",
                     *           "name": "Ben Okafor",
                     *           "email": "ben@example.com",
                     *           "role": "agent",
                     *           "status": "active",
                     *           "secondFactor": "on",
                     *           "requiredFrom": null,
                     *           "lastSignInAt": "2026-11-26T09:58:12.000Z"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        users: components["schemas"]["User"][];
                        next: string | null;
                    };
                };
            };
            /**
             * @description `cursor-invalid`: This page was not found. Send the `next` of the previous page with the same search and filter, or start from the first page.
             *
             *     `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cursor-invalid" | "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `group-unknown`: This group doesn't exist or was deleted. Reload the page and choose another one. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-unknown";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    addGroupPeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35 */
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userIds": [
                 *         "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11"
                 *       ]
                 *     }
                 */
                "application/json": {
                    userIds: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "added": 1
                     *     }
                     */
                    "application/json": {
                        added: number;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /**
             * @description `group-unknown`: This group doesn't exist or was deleted. Reload the page and choose another one.
             *
             *     `user-unknown`: This person isn't in your organization or was removed. Go back to Users.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-unknown" | "user-unknown";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    removeGroupPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35 */
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11"
                 *     }
                 */
                "application/json": {
                    userId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             *
             *     `not-for-keys`: API keys can't do this. Sign in as an admin instead.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing" | "not-for-keys";
                    };
                };
            };
            /**
             * @description `group-unknown`: This group doesn't exist or was deleted. Reload the page and choose another one.
             *
             *     `user-unknown`: This person isn't in your organization or was removed. Go back to Users.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "group-unknown" | "user-unknown";
                    };
                };
            };
            /**
             * @description `second-asked`: A second admin has to agree first. The other admins with two-factor authentication got an email and have 24 hours.
             *
             *     `second-full`: There are 20 requests waiting for a second admin. Decide on some, or take some back.
             *
             *     `second-needs-person`: A second admin has to agree to this, and an API key can't ask. Ask for it signed in as an admin.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "second-asked" | "second-full" | "second-needs-person";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `type-unsupported`: Send JSON, with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "type-unsupported";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listUserGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "id": "b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35",
                     *           "name": "Support"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        groups: {
                            id: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listOwnApps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "apps": [
                     *         {
                     *           "id": "q7Zk2mXw9LpB4tRn",
                     *           "name": "Wiki",
                     *           "address": "https://wiki.example.com",
                     *           "icon": "Yk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pS"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        apps: {
                            id: string;
                            name: string;
                            address: string;
                            icon: string | null;
                        }[];
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    getAppIcon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example Yk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pS */
                icon: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
                     *     }
                     */
                    "application/json": {
                        png: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description `not-for-keys`: API keys can't do this. Sign in as an admin instead. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-for-keys";
                    };
                };
            };
            /** @description `app-unknown`: This app doesn't exist or was deleted. Go back to Apps. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "app-unknown";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listApps: {
        parameters: {
            query?: {
                /** @example wiki */
                search?: string;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "apps": [
                     *         {
                     *           "id": "q7Zk2mXw9LpB4tRn",
                     *           "name": "Wiki",
                     *           "address": "https://wiki.example.com",
                     *           "suspended": false,
                     *           "forEveryone": false,
                     *           "groups": [
                     *             "Support"
                     *           ],
                     *           "lastUsedAt": "2026-11-26T09:58:12.000Z"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        apps: {
                            id: string;
                            name: string;
                            address: string;
                            suspended: boolean;
                            forEveryone: boolean;
                            groups: string[];
                            lastUsedAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /**
             * @description `cursor-invalid`: This page was not found. Send the `next` of the previous page with the same search and filter, or start from the first page.
             *
             *     `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cursor-invalid" | "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "who": "groups",
                     *       "groups": [
                     *         {
                     *           "id": "b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35",
                     *           "name": "Support"
                     *         }
                     *       ],
                     *       "from": "2026-12-04T17:00:00.000Z",
                     *       "begun": false,
                     *       "openSessions": "end",
                     *       "newPeople": true,
                     *       "passkeysOnly": {
                     *         "who": "admins",
                     *         "groups": [],
                     *         "from": "2027-01-11T08:00:00.000Z"
                     *       },
                     *       "timeZone": "Europe/Berlin"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        who: "nobody" | "admins" | "groups" | "everyone";
                        groups: {
                            id: string;
                            name: string;
                        }[];
                        from: string | null;
                        begun: boolean;
                        /** @enum {string} */
                        openSessions: "end" | "day";
                        newPeople: boolean;
                        passkeysOnly: {
                            /** @enum {string} */
                            who: "nobody" | "admins" | "groups" | "everyone";
                            groups: {
                                id: string;
                                name: string;
                            }[];
                            from: string | null;
                        };
                        timeZone: string;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @example 3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11 */
                userId?: string;
                actorId?: string;
                /** @example sign-ins */
                kind?: "sign-ins" | "two-factor" | "accounts" | "people" | "groups" | "policy" | "recovery" | "apps" | "api-keys" | "exports" | "organization";
                /** @example 2026-11-01T00:00:00.000Z */
                from?: string;
                until?: string;
                search?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entries": [
                     *         {
                     *           "sequence": 112,
                     *           "at": "2026-11-26T09:58:12.000Z",
                     *           "event": "sign-in.succeeded",
                     *           "actor": {
                     *             "kind": "user",
                     *             "id": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11",
                     *             "name": "Ben Okafor",
                     *             "email": "ben@example.com"
                     *           },
                     *           "subject": {
                     *             "id": "3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11",
                     *             "name": "Ben Okafor",
                     *             "email": "ben@example.com"
                     *           },
                     *           "detail": {
                     *             "kind": "web"
                     *           },
                     *           "address": "192.0.2.10",
                     *           "client": "Firefox on Linux"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        next: number | null;
                    };
                };
            };
            /** @description `body-unreadable`: Send the body as UTF-8, which is what JSON is sent in (RFC 8259). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-unreadable";
                    };
                };
            };
            /** @description `token-invalid`: This token isn't valid. Sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "token-invalid";
                    };
                };
            };
            /**
             * @description `not-admin`: Only an admin of your organization can do this.
             *
             *     `scope-missing`: This API key doesn't have the scope that this needs. Use a key that has it.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-admin" | "scope-missing";
                    };
                };
            };
            /** @description `body-too-large`: The body has more than 16 KiB. Send less. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-too-large";
                    };
                };
            };
            /** @description `body-invalid`: Some of what was sent is not valid for this call. See `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body-invalid";
                    };
                };
            };
            /** @description `failed`: Something went wrong on the server. Try again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "failed";
                    };
                };
            };
            /**
             * @description `server-busy`: The server is busy, so nothing was changed. Try again in a few seconds.
             *
             *     `server-full`: The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.
             */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "server-busy" | "server-full";
                    };
                };
            };
        };
    };
}
