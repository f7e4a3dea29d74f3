// Written by scripts/client-types.mjs from the OpenAPI document. Do not edit it.
export interface paths {
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts with their balances, in the order of their ids */
        get: operations["listAccounts"];
        put?: never;
        /** Opens an account */
        post: operations["openAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records money that arrived at a provider for an account */
        post: operations["recordDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/deposits/{depositId}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back a deposit that was entered wrongly */
        post: operations["reverseDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an account on which nothing is and about which nothing is under way */
        post: operations["closeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopens a closed account */
        post: operations["reopenAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/deposits/{depositId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A deposit that waits or waited for people */
        get: operations["getDeposit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/deposits/{depositId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a deposit that waits for people */
        post: operations["approveDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/deposits/{depositId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects a deposit that waits for people */
        post: operations["rejectDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account and its balance */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account's balance, now or as of a time or position */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opening balance, lines with the balance after each, closing balance */
        get: operations["getStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dismisses many breaks of a statement, of which you name the number */
        post: operations["dismissCases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a case, or confirms what another person has decided */
        post: operations["resolveCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands in front of a person, the newest first */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A case with all evidence, as recorded */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payouts, the newest first */
        get: operations["listPayouts"];
        put?: never;
        /** Asks for a payout */
        post: operations["requestPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for up to 500 payouts, each accepted or refused on its own */
        post: operations["requestPayoutBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A payout and what became of it */
        get: operations["getPayout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A payout's history as recorded, its exchanges without their texts */
        get: operations["listPayoutEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every centavo of a payout, from its request through the evidence to the postings */
        get: operations["explainPayout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payouts by hour of request and outcome, with the time to their completion */
        get: operations["getPayoutHours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The confirmation of a paid payout (comprovante), to print or to hand on */
        get: operations["getPayoutReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a payout that waits for people */
        post: operations["approvePayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects a payout that waits for people */
        post: operations["rejectPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payouts and deposits that wait for people, the oldest first */
        get: operations["listApprovals"];
        put?: never;
        /** Approves many payouts, of which you name number and total */
        post: operations["approvePayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approval rules, with every version and what waits for a second person */
        get: operations["listApprovalRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Proposes an approval rule, or confirms it */
        put: operations["decideApprovalRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-rules/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes the end of an approval rule, or confirms it */
        post: operations["endApprovalRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The limits in force with what is used of them, those to come, and what waits */
        get: operations["listLimits"];
        /** Sets, changes or takes away a limit */
        put: operations["setLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits/{scope}/changes/{changeId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms what another person has proposed */
        post: operations["confirmLimitChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits/{scope}/changes/{changeId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws what was proposed */
        post: operations["withdrawLimitChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Journal entries with their postings, the oldest first */
        get: operations["listEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every ledger account with its debits and credits, and both sums per currency */
        get: operations["getTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Amount, fee and count of payouts by provider, day of request and status */
        get: operations["getTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/provider-floats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Our money at each provider, by the books and by the provider’s own word */
        get: operations["listProviderFloats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/aged-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Money that is on hold for payouts, the oldest first */
        get: operations["listAgedHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every mapping of ledger accounts to codes, in its last version */
        get: operations["listAccountMappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account-mappings/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One mapping of ledger accounts to codes, with all its versions */
        get: operations["getAccountMapping"];
        /** Says which code each ledger account has from a day on */
        put: operations["setAccountMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers/{provider}/fee-settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a provider is owed for its fees, and its settlements, the latest first */
        get: operations["listFeeSettlements"];
        put?: never;
        /** Says that fees of a provider are paid, or confirms it */
        post: operations["settleFees"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The periods that were ever closed */
        get: operations["listPeriods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One period, with what keeps it from being closed */
        get: operations["getPeriod"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a period: seals its trial balance */
        post: operations["closePeriod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes that a period is opened again, or confirms it */
        post: operations["reopenPeriod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a provider's statement beside the books */
        post: operations["reconcileStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an import goes, and a statement line by line: what matched, and every break */
        get: operations["getReconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statement-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every mapping of columns, in its last version */
        get: operations["listStatementMappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statement-mappings/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says how a provider’s CSV file is read */
        put: operations["setStatementMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/streams/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Any stream as recorded; without `personal:read` payees are masked, and raw texts null */
        get: operations["listStreamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/security-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was recorded about access, the oldest first; a day where no period is given */
        get: operations["listSecurityEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proofs/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last signed checkpoint of the proof log */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proofs/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tile of hashes, or a bundle of entries */
        get: operations["getTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proofs/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That the tree of one size begins with the tree of another */
        get: operations["getConsistencyProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That every event which the explanation of a payout rests on is in the proof log */
        get: operations["getPayoutProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A zip that proves a payout to an auditor (docs/proofs.md) */
        get: operations["getPayoutBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers at all */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests can be answered now */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every key of the clients whose accounts are the caller’s, the oldest first */
        get: operations["listKeys"];
        put?: never;
        /** Makes a key for a client */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the successor of a key */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes a key for ever */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The endpoints of the calling client, the oldest first */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /** Adds an endpoint */
        post: operations["addWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes an endpoint */
        put: operations["changeWebhookEndpoint"];
        post?: never;
        /** Deletes an endpoint */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes another secret */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disables an endpoint */
        post: operations["disableWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enables an endpoint */
        post: operations["enableWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message without meaning */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends again what an endpoint was sent about the events of a time */
        post: operations["replayWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the endpoints of the calling client were sent: about a payout, in order, or to an endpoint, the newest first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with its attempts */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a delivery again */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes, as server-sent events
         * @description First `opened` with the `position` after which it begins. Then one event for each change, named by its topic; its `data` is a StreamEvent and its `id` is the position. Last `ended` with a `reason`, where the service ends it.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is calling; a session is renewed for half an hour */
        get: operations["getSession"];
        put?: never;
        /** Begins a session for the key of a person, as a cookie */
        post: operations["beginSession"];
        /** Ends the session */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "payout.accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.accepted */
        post: operations["onPayoutAccepted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.awaiting_approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.awaiting_approval */
        post: operations["onPayoutAwaitingApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.rejected */
        post: operations["onPayoutRejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.approved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.approved */
        post: operations["onPayoutApproved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.approval_rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.approval_rejected */
        post: operations["onPayoutApprovalRejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.approval_expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.approval_expired */
        post: operations["onPayoutApprovalExpired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.submitted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.submitted */
        post: operations["onPayoutSubmitted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.outcome_unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.outcome_unknown */
        post: operations["onPayoutOutcomeUnknown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.completed */
        post: operations["onPayoutCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.failed */
        post: operations["onPayoutFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of payout.returned */
        post: operations["onPayoutReturned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "case.opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of case.opened */
        post: operations["onCaseOpened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "case.decided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of case.decided */
        post: operations["onCaseDecided"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "deposit.recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of deposit.recorded */
        post: operations["onDepositRecorded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "deposit.reversed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of deposit.reversed */
        post: operations["onDepositReversed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An endpoint is told of endpoint.test */
        post: operations["onEndpointTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description Says what went wrong. A code never changes its meaning
         * @enum {string}
         */
        ProblemCode: "ACCOUNT_CLOSED" | "ACCOUNT_EXISTS" | "ACCOUNT_NOT_CLOSABLE" | "ACCOUNT_NOT_CLOSED" | "ACCOUNT_NOT_FOUND" | "AMOUNT_ABOVE_EVIDENCE" | "APPROVAL_EXPIRED" | "APPROVAL_NOT_NEEDED" | "APPROVAL_REJECTED" | "BODY_TOO_LARGE" | "CALLBACK_NOT_ALLOWED" | "CASE_DECIDED" | "CASE_NOT_FOUND" | "CASE_RESOLVED" | "CLIENT_DIFFERS" | "CSRF_TOKEN_INVALID" | "CURRENCY_MISMATCH" | "DECISION_NOT_POSSIBLE" | "DELIVERY_NOT_FOUND" | "DEPOSIT_APPROVED" | "DEPOSIT_NOT_FOUND" | "DESTINATION_NOT_SUPPORTED" | "DISK_FULL" | "ENDPOINT_EXISTS" | "ENDPOINT_NOT_ENABLED" | "ENDPOINT_NOT_FOUND" | "EXTERNAL_REFERENCE_USED" | "FEES_NOT_OWED" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "INSUFFICIENT_FUNDS" | "INTERNAL_ERROR" | "KEY_ALREADY_REVOKED" | "KEY_ENDED" | "KEY_MAKER_CANNOT_CONFIRM" | "KEY_NOT_FOUND" | "LIMIT_CHANGE_NOT_FOUND" | "LIMIT_EXCEEDED" | "MALFORMED_REQUEST" | "MAPPING_NOT_FOUND" | "MAPPING_OF_ANOTHER_PROVIDER" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "NOT_FOUND" | "NOT_READY" | "PAYOUT_APPROVED" | "PAYOUT_NOT_CONFIRMED" | "PAYOUT_NOT_FOUND" | "PAYOUT_REJECTED" | "PERIOD_BLOCKED" | "PERIOD_NOT_CLOSED" | "PERIOD_NOT_FOUND" | "PROJECTION_BEHIND" | "PROOF_ENTRIES_DIFFER" | "PROOF_NOT_SIGNED" | "PROOF_PENDING" | "PROOF_TILES_DAMAGED" | "PROOF_TILES_MISSING" | "PROOF_TILE_NOT_FOUND" | "PROVIDER_NOT_FOUND" | "RATE_LIMITED" | "RECONCILIATION_NOT_FOUND" | "REQUESTER_CANNOT_APPROVE" | "REQUESTER_CANNOT_DECIDE" | "RULE_INVALID" | "RULE_NOT_FOUND" | "SECOND_PERSON_REQUIRED" | "SERVICE_UNAVAILABLE" | "SIGNATURE_INVALID" | "SIGNATURE_REQUIRED" | "STATEMENT_NOT_OF_PERIOD" | "STREAM_DELETED" | "STREAM_NOT_FOUND" | "TOO_MANY_ENDPOINTS" | "TOO_MANY_KEYS" | "TOO_MANY_REQUESTS" | "TOTALS_DIFFER" | "UNAUTHORIZED" | "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_FAILED" | "WOULD_OVERDRAW";
        FieldFault: {
            /** @example payee.document */
            field: string;
            /** @example is missing; it must be a CPF or CNPJ with its check digits, without mask */
            message: string;
            /**
             * @description The form that is wanted
             * @example a CPF or CNPJ with its check digits, without mask
             */
            wanted?: string;
            /**
             * @description A value of that form, in JSON
             * @example 12345678909
             */
            example?: string | {
                [key: string]: unknown;
            } | {
                [key: string]: unknown;
            }[];
        };
        /** @description RFC 9457. `code` is stable; texts are for people and may change */
        Problem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
        };
        AccountOwnerDto: {
            /** @example Maria Silva */
            name: string;
            /**
             * @description CPF or CNPJ without mask; a CNPJ may have letters
             * @example 12345678909
             */
            document: string;
        };
        OpenAccountDto: {
            /**
             * @description 1 to 64 letters, digits, ".", "_" or "-", the first a letter or digit; drawn where absent
             * @example merchant-1
             */
            id?: string;
            /** @example Merchant One */
            name: string;
            /**
             * @default BRL
             * @example BRL
             * @enum {string}
             */
            currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
            owner?: components["schemas"]["AccountOwnerDto"] | null;
        };
        /** @description Masked without `personal:read` */
        AccountOwner: {
            /** @example Maria Silva */
            name: string;
            /** @example 12345678909 */
            document: string;
        };
        OpenedAccount: {
            /** @example merchant-1 */
            id: string;
            /** @example Merchant One */
            name: string;
            /** @example BRL */
            currency: string;
            /** @description null: none was named */
            owner: components["schemas"]["AccountOwner"] | null;
        };
        DepositEvidenceDto: {
            /**
             * @description A line of the provider’s statement, or its notification of the arrival
             * @enum {string}
             */
            kind: "STATEMENT_LINE" | "NOTIFICATION";
            /**
             * @description The provider’s words, exactly as they came. Personal data may stand here
             * @example 2026-03-01;PIX;1000.00
             */
            text: string;
            /** @description Of text: a copy that was changed on its way is refused */
            sha256?: string | null;
            /** @description The provider’s signature of the notification, as its header came */
            signature?: string | null;
        };
        DepositDto: {
            /**
             * @description Positive, with exactly the account currency's digits
             * @example 1000.00
             */
            amount: string;
            /**
             * @description The provider's own name for the arrival: booked once for a provider and an account
             * @example transfer-2026-03-01
             */
            reference: string;
            /**
             * @description Where the money lies
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            evidence?: components["schemas"]["DepositEvidenceDto"] | null;
        };
        DepositEvidence: {
            /** @enum {string} */
            kind: "STATEMENT_LINE" | "NOTIFICATION";
            /** @example 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d */
            sha256: string;
        };
        Deposit: {
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /** @example 1000.00 */
            amount: string;
            /** @example BRL */
            currency: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example transfer-2026-03-01 */
            reference: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            depositedAt: string;
            /** @description null: the deposit has no evidence */
            evidence: components["schemas"]["DepositEvidence"] | null;
        };
        DemandingRule: {
            /** @example large-payouts */
            ruleId: string;
            /** @example 1 */
            version: number;
            /** @example From R$ 50,000.00 on two people approve */
            text: string;
        };
        GivenApproval: {
            /**
             * @description The client of the person
             * @example ana
             */
            by: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
        };
        PayoutApproval: {
            /** @description Every rule that applied at the request */
            rules: components["schemas"]["DemandingRule"][];
            /**
             * @description How many different people have to approve
             * @example 2
             */
            needed: number;
            given: components["schemas"]["GivenApproval"][];
            /**
             * Format: date-time
             * @description From then on nobody can approve, and the hold is released
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string;
            /**
             * @description Who rejected it
             * @example bea
             */
            rejectedBy: string | null;
        };
        /** @description As it was recorded; a repeat of the request gets the same again, whatever came of it */
        WaitingDeposit: {
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /** @example 250000.00 */
            amount: string;
            /** @example BRL */
            currency: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example transfer-2026-03-01 */
            reference: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /** @description What it waits or waited for */
            approval: components["schemas"]["PayoutApproval"];
            /** @enum {string} */
            status: "AWAITING_APPROVAL";
            /** @description null: the deposit has no evidence */
            evidence: components["schemas"]["DepositEvidence"] | null;
        };
        ReversalDto: {
            /**
             * @description The amount of the deposit, whole
             * @example 1000.00
             */
            amount: string;
            /**
             * @description Kept for ever: no personal data
             * @example It arrived for merchant-2, ticket 4711
             */
            reason: string;
            /**
             * @description How far below zero it may take what is available; not at all where absent
             * @example 50.00
             */
            overdraft?: string;
        };
        CaseAnswer: {
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /**
             * @description PROPOSED: another person has to confirm it. CONFIRMED: it is final and being carried out
             * @enum {string}
             */
            status: "PROPOSED" | "CONFIRMED";
        };
        AccountObstacles: {
            /** @example 0.03 */
            available: string;
            /** @example 50.00 */
            held: string;
            /** @description Deposits that wait for people */
            depositIds: string[];
            /** @description Payouts without an end, the oldest first, at most a hundred */
            payoutIds: string[];
            /** @description Cases that are not resolved, the oldest first, at most a hundred */
            caseIds: string[];
        };
        /** @description An account that is not closed; `obstacles` names what stands in the way */
        ClosingProblem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
            obstacles?: components["schemas"]["AccountObstacles"];
        };
        CloseAccountDto: {
            /**
             * @description Kept for ever: no personal data
             * @example The customer has left, ticket 4711
             */
            reason: string;
        };
        ClosedAccount: {
            /** @example merchant-1 */
            id: string;
            /** @example CLOSED */
            status: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            closedAt: string;
        };
        ReopenAccountDto: {
            /**
             * @description Kept for ever: no personal data
             * @example A return came and is to be paid out, ticket 4712
             */
            reason: string;
        };
        DepositFailure: {
            /** @enum {string} */
            code: "APPROVAL_REJECTED" | "APPROVAL_EXPIRED";
            /** @example The bank knows of no such transfer */
            message: string;
        };
        DepositRequest: {
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /** @example 250000.00 */
            amount: string;
            /** @example BRL */
            currency: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example transfer-2026-03-01 */
            reference: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /** @description What it waits or waited for */
            approval: components["schemas"]["PayoutApproval"];
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "BOOKED" | "REJECTED";
            /**
             * @description The client that recorded it
             * @example bank-import
             */
            recordedBy: string;
            /**
             * Format: date-time
             * @description When it was booked or rejected
             * @example 2026-03-01T12:00:00.000Z
             */
            endedAt: string | null;
            failure: components["schemas"]["DepositFailure"] | null;
        };
        DepositApprovalAnswer: {
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "BOOKED" | "REJECTED";
            /**
             * @description How many people had approved then
             * @example 1
             */
            approvals: number;
            /**
             * @description How many have to
             * @example 2
             */
            needed: number;
        };
        RejectApprovalDto: {
            /**
             * @description Kept for ever: no personal data
             * @example The payee is not known to us
             */
            reason: string;
        };
        BalanceAmounts: {
            /** @example 950.00 */
            available: string;
            /** @example 50.00 */
            held: string;
            /** @example 1000.00 */
            total: string;
        };
        Account: {
            /** @example merchant-1 */
            id: string;
            /** @example Merchant One */
            name: string;
            /** @example BRL */
            currency: string;
            /** @description null: none was named */
            owner: components["schemas"]["AccountOwner"] | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            openedAt: string;
            /** @enum {string} */
            status: "OPEN" | "CLOSED";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            closedAt: string | null;
            balance: components["schemas"]["BalanceAmounts"];
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        Balance: {
            /** @example 950.00 */
            available: string;
            /** @example 50.00 */
            held: string;
            /** @example 1000.00 */
            total: string;
            /** @example merchant-1 */
            accountId: string;
            /** @example BRL */
            currency: string;
            /**
             * @description As it was asked; null: now
             * @example 2026-03-01T00:00:00Z
             */
            asOf: string | null;
        };
        DatedBalance: {
            /** @example 950.00 */
            available: string;
            /** @example 50.00 */
            held: string;
            /** @example 1000.00 */
            total: string;
            /**
             * Format: date-time
             * @description Everything before it counts; null: the beginning of the books
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string | null;
        };
        StatementLine: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            entryId: string;
            /** @example HoldCaptured */
            eventType: string;
            /**
             * @description The name of the event for people
             * @example Payout paid
             */
            eventName: string;
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            /**
             * @example connectpsp
             * @enum {string|null}
             */
            provider: "connectpsp" | "ntxpay" | null;
            /**
             * @description Of the payout or of the deposit
             * @example withdrawal-user-42-001
             */
            reference: string | null;
            /** @example User withdrawal */
            description: string | null;
            /** @example E1234567820260301120000000000001 */
            endToEndId: string | null;
            /**
             * @description What left the provider or came to it, without the fee
             * @example 50.00
             */
            originalAmount: string | null;
            /** @example 0.50 */
            feeAmount: string | null;
            /**
             * @description Entries that the line stands for
             * @example 1
             */
            entries: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            recordedAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            bookedAt: string;
            /** @example 2026-03-01T09:00:00 */
            providerTime: string | null;
            /** @example 4711/4711 */
            position: string;
            /**
             * @example {
             *       "available": "0.25",
             *       "held": "-50.75",
             *       "total": "-50.50"
             *     }
             */
            change: components["schemas"]["BalanceAmounts"];
            balance: components["schemas"]["BalanceAmounts"];
        };
        Statement: {
            /** @example merchant-1 */
            accountId: string;
            /** @example BRL */
            currency: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string | null;
            /**
             * Format: date-time
             * @description Exclusive
             * @example 2026-03-01T12:00:00.000Z
             */
            to: string | null;
            opening: components["schemas"]["DatedBalance"];
            lines: components["schemas"]["StatementLine"][];
            closing: components["schemas"]["DatedBalance"];
            /** @example cjUw */
            nextCursor: string | null;
        };
        DismissCasesDto: {
            caseIds: string[];
            /**
             * @description How many cases you dismiss, counted by you
             * @example 2
             */
            count: number;
            /**
             * @description Kept for ever: no personal data
             * @example These lines are of the month before, which is closed
             */
            reason: string;
        };
        /** @description A decision that is refused; AMOUNT_ABOVE_EVIDENCE says what the case’s evidence bears */
        CaseProblem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
            /**
             * @description AMOUNT_ABOVE_EVIDENCE: what the decision names
             * @example 7500000.00
             */
            asked?: string;
            /**
             * @description AMOUNT_ABOVE_EVIDENCE: the most that the evidence bears
             * @example 0.53
             */
            bound?: string;
            /**
             * @description AMOUNT_ABOVE_EVIDENCE: the evidence of the bound. PAYOUT_COST is the payout’s amount and the fee held for it. CHARGE is what the provider charged above the hold
             * @enum {string}
             */
            restsOn?: "CLAIM" | "STATEMENT_LINE" | "CHARGE" | "PAYOUT_COST" | "DEPOSIT";
        };
        DismissedCase: {
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /**
             * @description What the case alone would have been answered with
             * @example 202
             */
            status: number;
            body: components["schemas"]["CaseAnswer"] | components["schemas"]["CaseProblem"];
        };
        DismissedCases: {
            items: components["schemas"]["DismissedCase"][];
        };
        ResolveCaseDto: {
            /**
             * @example MARK_PAID
             * @enum {string}
             */
            decision: "ACCEPT_EVIDENCE" | "MARK_PAID" | "MARK_FAILED" | "CHARGE_CUSTOMER" | "WRITE_OFF" | "SEND_AGAIN" | "DISMISS";
            /**
             * @description Kept for ever: no personal data
             * @example The provider confirmed it by telephone, ticket 4711
             */
            reason: string;
            /**
             * Format: uuid
             * @description ACCEPT_EVIDENCE: the payout, where the evidence does not name it
             */
            payoutId?: string;
            /**
             * @description MARK_PAID: what the provider charged; the fee expected at the request where absent
             * @example 0.50
             */
            feeAmount?: string;
            /** @description MARK_PAID: the payment's PIX id */
            endToEndId?: string;
            /**
             * @description CHARGE_CUSTOMER, WRITE_OFF: needed
             * @example 50.00
             */
            amount?: string;
            /**
             * @description WRITE_OFF: needed; whether the money left our float at the provider or came to it
             * @enum {string}
             */
            direction?: "LEFT_FLOAT" | "CAME_TO_FLOAT";
        };
        CaseCause: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            eventId: string;
            /** @example payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            stream: string;
        };
        /** @description The last decision proposed */
        CaseDecision: {
            /** @enum {string} */
            type: "ACCEPT_EVIDENCE" | "MARK_PAID" | "MARK_FAILED" | "CHARGE_CUSTOMER" | "WRITE_OFF" | "SEND_AGAIN" | "DISMISS" | "REVERSE_DEPOSIT" | "REOPEN_ACCOUNT";
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            /** @example 0.50 */
            feeAmount: string | null;
            /** @example E1234567820260301120000000000001 */
            endToEndId: string | null;
            /** @example 50.00 */
            amount: string | null;
            /** @example LEFT_FLOAT */
            direction: string | null;
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            depositId: string | null;
            /** @example 0.00 */
            overdraft: string | null;
            /** @example The provider confirmed it by telephone, ticket 4711 */
            reason: string;
            /** @example alice */
            proposedBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            proposedAt: string;
            /** @example bob */
            confirmedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            confirmedAt: string | null;
            /**
             * @description Why it could not be carried out
             * @example OUTCOME_STANDS
             */
            failure: string | null;
        };
        Case: {
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /** @enum {string} */
            kind: "NOTIFICATION_QUARANTINED" | "OUTCOME_CONTRADICTED" | "OUTCOME_UNKNOWN" | "FEE_ABOVE_HOLD" | "RECONCILIATION_BREAK" | "DEPOSIT_CORRECTION" | "CLOSED_ACCOUNT" | "FLOAT_SHORT" | "PROOF_LOG_CONTRADICTED" | "WITNESS_REFUSED";
            /** @enum {string} */
            status: "OPEN" | "PROPOSED" | "CONFIRMED" | "RESOLVED";
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            cause: components["schemas"]["CaseCause"];
            /** @example failed with KEY_UNKNOWN, but is completed */
            detail: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            openedAt: string;
            decision: components["schemas"]["CaseDecision"] | null;
            /** @example DISMISS */
            resolution: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            resolvedAt: string | null;
        };
        CasePage: {
            items: components["schemas"]["Case"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        Event: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /** @example PayoutRequested */
            type: string;
            /** @example payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            stream: string;
            /** @example 0 */
            revision: number;
            /** @example 4711/4711 */
            position: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            recordedAt: string;
            /** @description As recorded; amounts in minor units */
            data: {
                [key: string]: unknown;
            };
            metadata: {
                [key: string]: unknown;
            };
        };
        /** @description As recorded. `personal` of exchanges and notifications is null for all but auditors with `personal:read`; without it payees are masked */
        CaseEvidence: {
            /** @description The case's own events */
            case: components["schemas"]["Event"][];
            /** @description The event that opened it */
            cause: components["schemas"]["Event"][];
            /** @description The payout's events */
            payout: components["schemas"]["Event"][];
            /** @description What went over the wire between us and the provider */
            exchanges: components["schemas"]["Event"][];
            /** @description What the provider sent, raw body included */
            notifications: components["schemas"]["Event"][];
            /** @description Streams with more events than are shown: /v1/audit/streams/{stream} has them */
            more: string[];
        };
        CaseWithEvidence: {
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /** @enum {string} */
            kind: "NOTIFICATION_QUARANTINED" | "OUTCOME_CONTRADICTED" | "OUTCOME_UNKNOWN" | "FEE_ABOVE_HOLD" | "RECONCILIATION_BREAK" | "DEPOSIT_CORRECTION" | "CLOSED_ACCOUNT" | "FLOAT_SHORT" | "PROOF_LOG_CONTRADICTED" | "WITNESS_REFUSED";
            /** @enum {string} */
            status: "OPEN" | "PROPOSED" | "CONFIRMED" | "RESOLVED";
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            cause: components["schemas"]["CaseCause"];
            /** @example failed with KEY_UNKNOWN, but is completed */
            detail: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            openedAt: string;
            decision: components["schemas"]["CaseDecision"] | null;
            /** @example DISMISS */
            resolution: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            resolvedAt: string | null;
            evidence: components["schemas"]["CaseEvidence"];
        };
        PixDestinationDto: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PIX";
            /**
             * @example CPF
             * @enum {string}
             */
            pixKeyType: "CPF" | "CNPJ" | "EMAIL" | "PHONE" | "EVP";
            /** @example 12345678909 */
            pixKey: string;
        };
        BankAccountDto: {
            /**
             * @description The bank, by its ISPB
             * @example 12345678
             */
            ispb: string;
            /** @example 0001 */
            branch: string;
            /** @example 1234567-8 */
            account: string;
            /** @example PAYMENT */
            accountType: string;
        };
        BankAccountDestinationDto: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BANK_ACCOUNT";
            bankAccount: components["schemas"]["BankAccountDto"];
        };
        QrCodeDestinationDto: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "QR_CODE";
            /**
             * @description A BR Code ("Pix copia e cola"); an amount in it must be the payout's amount
             * @example 00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D
             */
            qrCode: string;
        };
        PayeeDto: {
            /**
             * @description Needed unless the destination is a QR code, which names its payee
             * @example Maria Silva
             */
            name?: string;
            /**
             * @description CPF or CNPJ without mask; a CNPJ may have letters. Needed unless the destination is a QR code, which names its payee
             * @example 12345678909
             */
            document?: string;
            /**
             * @example {
             *       "type": "PIX",
             *       "pixKeyType": "CPF",
             *       "pixKey": "12345678909"
             *     }
             */
            destination: components["schemas"]["PixDestinationDto"] | components["schemas"]["BankAccountDestinationDto"] | components["schemas"]["QrCodeDestinationDto"];
        };
        BatchItemDto: {
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /**
             * @description Positive, with exactly the currency's digits
             * @example 50.00
             */
            amount: string;
            /**
             * @description Must be the account's, where given
             * @enum {string}
             */
            currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
            /**
             * @description Unique per API client
             * @example withdrawal-user-42-001
             */
            externalReference: string;
            /** @example User withdrawal */
            description?: string | null;
            payee: components["schemas"]["PayeeDto"];
            /**
             * @description Messages about this payout go there too. It lies beneath a webhook endpoint of CALLBACKS
             * @example null
             */
            callbackUrl?: string | null;
            /** @example 7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10 */
            idempotencyKey: string;
        };
        ExceededLimit: {
            /**
             * @description Its scope and its kind
             * @example account-merchant-1/ACCOUNT_DAY
             */
            name: string;
            /** @example ACCOUNT_DAY */
            kind: string;
            /**
             * @description null: a limit on duplicates has none
             * @example 50000.00
             */
            figure: string | null;
            /**
             * @description What a payout may still have of it now
             * @example 1250.00
             */
            left: string | null;
            /**
             * @description The earlier payout with the same payee and amount
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            duplicateOf: string | null;
        };
        /** @description A payout that is refused; with LIMIT_EXCEEDED `limit` says which limit */
        PayoutProblem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
            limit?: components["schemas"]["ExceededLimit"];
        };
        PayoutDto: {
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /**
             * @description Positive, with exactly the currency's digits
             * @example 50.00
             */
            amount: string;
            /**
             * @description Must be the account's, where given
             * @enum {string}
             */
            currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
            /**
             * @description Unique per API client
             * @example withdrawal-user-42-001
             */
            externalReference: string;
            /** @example User withdrawal */
            description?: string | null;
            payee: components["schemas"]["PayeeDto"];
            /**
             * @description Messages about this payout go there too. It lies beneath a webhook endpoint of CALLBACKS
             * @example null
             */
            callbackUrl?: string | null;
        };
        Payee: {
            /** @example Maria Silva */
            name: string | null;
            /** @example 12345678909 */
            document: string | null;
            /**
             * @example {
             *       "type": "PIX",
             *       "pixKeyType": "CPF",
             *       "pixKey": "12345678909"
             *     }
             */
            destination: components["schemas"]["PixDestinationDto"] | components["schemas"]["BankAccountDestinationDto"] | components["schemas"]["QrCodeDestinationDto"];
        };
        PayoutWarning: {
            /** @enum {string} */
            code: "PROVIDER_FLOAT_SHORT" | "DUPLICATE";
            /** @example By the books … */
            message: string;
            /**
             * @description DUPLICATE: the earlier payout
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
        };
        /** @description As it was accepted; a repeat of the request gets the same again, whatever came of it */
        AcceptedPayout: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
            /** @example 50.00 */
            originalAmount: string;
            /** @example 0.50 */
            feeAmount: string | null;
            /** @example 50.50 */
            finalAmount: string | null;
            /** @example 50.00 */
            heldAmount: string;
            /** @example BRL */
            currency: string;
            /** @example withdrawal-user-42-001 */
            externalReference: string;
            /** @example User withdrawal */
            description: string | null;
            payee: components["schemas"]["Payee"];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /**
             * @description `sandbox`: a simulated provider stood in, and no money moved; absent for a payout of before it was kept
             * @enum {string}
             */
            mode?: "live" | "sandbox";
            /** @description What is said of the payout although it is taken; absent where there is nothing */
            warnings?: components["schemas"]["PayoutWarning"][];
            /** @description What it waits for before it is sent; absent where no rule applied */
            approval?: components["schemas"]["PayoutApproval"];
            /**
             * @description Where messages about it go too; absent where the request named no address
             * @example https://shop.example/holdfast/orders/42
             */
            callbackUrl?: string;
        };
        BatchDto: {
            items: components["schemas"]["BatchItemDto"][];
        };
        BatchItem: {
            /** @example 7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10 */
            idempotencyKey: string | null;
            /**
             * @description What the item alone would have been answered with
             * @example 202
             */
            status: number;
            body: components["schemas"]["AcceptedPayout"] | components["schemas"]["Problem"];
        };
        BatchAnswer: {
            items: components["schemas"]["BatchItem"][];
        };
        PayoutFailure: {
            /** @example PIX_KEY_NOT_FOUND */
            code: string;
            /** @example The key is not known */
            message: string;
        };
        PayoutReturn: {
            /** @example D1234567820260302120000000000001 */
            endToEndId: string | null;
            /**
             * @description Of the original amount
             * @example 10.00
             */
            amount: string;
            /**
             * @description What the provider kept for the return
             * @example 0.00
             */
            feeAmount: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            returnedAt: string;
        };
        Payout: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
            /** @example 50.00 */
            originalAmount: string;
            /** @example 0.50 */
            feeAmount: string | null;
            /** @example 50.50 */
            finalAmount: string | null;
            /** @example 50.00 */
            heldAmount: string;
            /** @example BRL */
            currency: string;
            /** @example withdrawal-user-42-001 */
            externalReference: string;
            /** @example User withdrawal */
            description: string | null;
            payee: components["schemas"]["Payee"];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /**
             * @description `sandbox`: a simulated provider stood in, and no money moved; null for a payout of before it was kept
             * @enum {string|null}
             */
            mode: "live" | "sandbox" | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            submittedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            completedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            failedAt: string | null;
            /** @example E1234567820260301120000000000001 */
            endToEndId: string | null;
            /** @example IVKPRMOCDY */
            providerId: string | null;
            /** @example b6295ee1-f054-47d1-9e90-ee57b74f60d9 */
            transactionId: string | null;
            failure: components["schemas"]["PayoutFailure"] | null;
            /** @description There is evidence against the outcome that stands */
            contradicted: boolean;
            /**
             * @description Of the original amount; "0.00" where nothing came back
             * @example 10.00
             */
            returnedAmount: string;
            returns: components["schemas"]["PayoutReturn"][];
            /** @description What was said of the payout although it was taken; as in the answer to its request */
            warnings: components["schemas"]["PayoutWarning"][];
            /**
             * @description Where messages about it go too; null where the request named no address
             * @example https://shop.example/holdfast/orders/42
             */
            callbackUrl: string | null;
            /** @description null: no rule applied to it */
            approval: components["schemas"]["PayoutApproval"] | null;
        };
        PayoutPage: {
            items: components["schemas"]["Payout"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        EventPage: {
            items: components["schemas"]["Event"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        ExplainedPosting: {
            /** @example account:merchant-1:held */
            ledgerAccount: string;
            /** @example 50.50 */
            debit: string;
            /** @example 0.00 */
            credit: string;
        };
        ExplainedStep: {
            /** @example HoldCaptured */
            event: string;
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            eventId: string;
            /** @example account-merchant-1 */
            stream: string;
            /** @example 7 */
            revision: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            recordedAt: string;
            /**
             * @description Who wrote it: `client:<name>`, `saga` or `provider:<name>`
             * @example client:shop
             */
            actor: string;
            /**
             * @description The key that asked for it
             * @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d
             */
            keyId: string | null;
            /**
             * @description The request that asked
             * @example 0d5f5b6d-53f2-4d0c-9a52-9b8e6a3c9f0e
             */
            requestId: string | null;
            /** @example The hold of 50.50 BRL ends: 50.00 BRL and 0.50 BRL for the provider leave the account */
            words: string;
            /** @example The whole hold ends; what was paid leaves it, the rest goes back */
            rule: string | null;
            /** @example the provider’s notification 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            evidence: string | null;
            postings: components["schemas"]["ExplainedPosting"][];
        };
        PayoutSums: {
            /**
             * @description What it has cost the customer, by the postings
             * @example 50.50
             */
            customer: string;
            /**
             * @description What it is to cost by its outcome and its returns
             * @example 50.50
             */
            due: string;
            /** @example 0.00 */
            held: string;
            /** @example 50.00 */
            float: string;
            /** @example 0.50 */
            fees: string;
            /** @example 0.00 */
            suspense: string;
            /**
             * @description The two agree and no centavo is left over
             * @example true
             */
            agrees: boolean;
        };
        PayoutExplanation: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example BRL */
            currency: string;
            /** @example withdrawal-user-42-001 */
            externalReference: string;
            /** @example 50.00 */
            originalAmount: string;
            steps: components["schemas"]["ExplainedStep"][];
            sums: components["schemas"]["PayoutSums"];
        };
        /** @description Payouts that were requested in one hour, by their outcome now */
        PayoutHour: {
            /**
             * Format: date-time
             * @description The beginning of the hour
             * @example 2026-03-01T12:00:00.000Z
             */
            hour: string;
            /**
             * @description Also those of which money came back later
             * @example 120
             */
            completed: number;
            /**
             * @description Failed, or rejected
             * @example 3
             */
            failed: number;
            /**
             * @description Without an outcome
             * @example 1
             */
            open: number;
            /**
             * @description From the request to the completion, the median
             * @example 2300
             */
            settleP50Ms: number | null;
            /**
             * @description Of a hundred completed ones, 99 were so quick
             * @example 41000
             */
            settleP99Ms: number | null;
        };
        PayoutHours: {
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description Outside the period
             * @example 2026-03-01T12:00:00.000Z
             */
            to: string;
            /** @description An hour without payouts is left out */
            hours: components["schemas"]["PayoutHour"][];
        };
        ApprovalAnswer: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "REJECTED";
            /**
             * @description How many people had approved then
             * @example 1
             */
            approvals: number;
            /**
             * @description How many have to
             * @example 2
             */
            needed: number;
        };
        ApprovePayoutsDto: {
            payoutIds: string[];
            /**
             * @description How many payouts you approve, counted by you
             * @example 2
             */
            count: number;
            /**
             * @description Their amounts without fees, added up by you
             * @example 120000.00
             */
            total: string;
            /**
             * @description BRL where absent
             * @enum {string}
             */
            currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
        };
        ApprovedItem: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /**
             * @description What the payout alone would have been answered with
             * @example 200
             */
            status: number;
            body: components["schemas"]["ApprovalAnswer"] | components["schemas"]["Problem"];
        };
        ApprovedBatch: {
            items: components["schemas"]["ApprovedItem"][];
        };
        WaitingPayoutItem: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
            /** @example 50.00 */
            originalAmount: string;
            /** @example 0.50 */
            feeAmount: string | null;
            /** @example 50.50 */
            finalAmount: string | null;
            /** @example 50.00 */
            heldAmount: string;
            /** @example BRL */
            currency: string;
            /** @example withdrawal-user-42-001 */
            externalReference: string;
            /** @example User withdrawal */
            description: string | null;
            payee: components["schemas"]["Payee"];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /**
             * @description `sandbox`: a simulated provider stood in, and no money moved; null for a payout of before it was kept
             * @enum {string|null}
             */
            mode: "live" | "sandbox" | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            submittedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            completedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            failedAt: string | null;
            /** @example E1234567820260301120000000000001 */
            endToEndId: string | null;
            /** @example IVKPRMOCDY */
            providerId: string | null;
            /** @example b6295ee1-f054-47d1-9e90-ee57b74f60d9 */
            transactionId: string | null;
            failure: components["schemas"]["PayoutFailure"] | null;
            /** @description There is evidence against the outcome that stands */
            contradicted: boolean;
            /**
             * @description Of the original amount; "0.00" where nothing came back
             * @example 10.00
             */
            returnedAmount: string;
            returns: components["schemas"]["PayoutReturn"][];
            /** @description What was said of the payout although it was taken; as in the answer to its request */
            warnings: components["schemas"]["PayoutWarning"][];
            /**
             * @description Where messages about it go too; null where the request named no address
             * @example https://shop.example/holdfast/orders/42
             */
            callbackUrl: string | null;
            /** @description null: no rule applied to it */
            approval: components["schemas"]["PayoutApproval"] | null;
            /** @enum {string} */
            kind: "PAYOUT";
        };
        WaitingDepositItem: {
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /** @example 250000.00 */
            amount: string;
            /** @example BRL */
            currency: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example transfer-2026-03-01 */
            reference: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /** @description What it waits or waited for */
            approval: components["schemas"]["PayoutApproval"];
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "BOOKED" | "REJECTED";
            /**
             * @description The client that recorded it
             * @example bank-import
             */
            recordedBy: string;
            /**
             * Format: date-time
             * @description When it was booked or rejected
             * @example 2026-03-01T12:00:00.000Z
             */
            endedAt: string | null;
            failure: components["schemas"]["DepositFailure"] | null;
            /** @enum {string} */
            kind: "DEPOSIT";
        };
        ApprovalPage: {
            items: (components["schemas"]["WaitingPayoutItem"] | components["schemas"]["WaitingDepositItem"])[];
            /** @example cjUw */
            nextCursor: string | null;
        };
        AmountAtLeast: {
            /** @example 50000.00 */
            amount: string;
            /** @example BRL */
            currency: string;
        };
        ApprovalConditions: {
            amountAtLeast: components["schemas"]["AmountAtLeast"] | null;
            /** @example merchant-1 */
            accountId: string | null;
            /**
             * @example connectpsp
             * @enum {string|null}
             */
            provider: "connectpsp" | "ntxpay" | null;
            /** @example shop */
            clientId: string | null;
            /** @description The account has never completed a payout to this destination */
            newPayee: boolean;
        };
        ApprovalRule: {
            /** @example From R$ 50,000.00 on two people approve */
            text: string;
            /**
             * @description What waits for people
             * @enum {string}
             */
            for: "PAYOUT" | "DEPOSIT";
            conditions: components["schemas"]["ApprovalConditions"];
            /** @example 2 */
            approvals: number;
            /**
             * @description null: APPROVAL_EXPIRY_HOURS
             * @example 24
             */
            expiryHours: number | null;
            /**
             * Format: date-time
             * @description As it was proposed; null: from the confirmation on
             * @example 2026-03-01T12:00:00.000Z
             */
            effectiveFrom: string | null;
        };
        ApprovalRuleVersion: {
            /** @example 1 */
            version: number;
            /** @description null: the rule ended */
            rule: components["schemas"]["ApprovalRule"] | null;
            /** @example ana */
            proposedBy: string;
            /** @example bea */
            confirmedBy: string;
            /** @example The bank asks for it */
            reason: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effectiveFrom: string;
        };
        ApprovalRuleProposal: {
            /** @description null: the rule is to end */
            rule: components["schemas"]["ApprovalRule"] | null;
            /** @example ana */
            proposedBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            proposedAt: string;
            /** @example The bank asks for it */
            reason: string;
        };
        ApprovalRuleHistory: {
            /** @example large-payouts */
            id: string;
            versions: components["schemas"]["ApprovalRuleVersion"][];
            /** @description What waits for a second person */
            proposal: components["schemas"]["ApprovalRuleProposal"] | null;
        };
        ApprovalRules: {
            items: components["schemas"]["ApprovalRuleHistory"][];
        };
        AmountAtLeastDto: {
            /** @example 50000.00 */
            amount: string;
            /**
             * @description BRL where absent
             * @enum {string}
             */
            currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
        };
        ApprovalConditionsDto: {
            amountAtLeast?: components["schemas"]["AmountAtLeastDto"];
            /** @example merchant-1 */
            accountId?: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider?: "connectpsp" | "ntxpay";
            /** @description The API client that asks for the payout, or records the deposit */
            clientId?: string;
            /** @description The account has never completed a payout to this destination; no rule for deposits has it */
            newPayee?: boolean;
        };
        ApprovalRuleDto: {
            /**
             * @description Kept for ever: no personal data
             * @example The provider does this check now
             */
            reason: string;
            /** @example From R$ 50,000.00 on two people approve */
            text: string;
            /**
             * @description What waits for people; PAYOUT where absent
             * @enum {string}
             */
            for?: "PAYOUT" | "DEPOSIT";
            conditions: components["schemas"]["ApprovalConditionsDto"];
            /** @description How many different people have to approve; 1 where absent */
            approvals?: number;
            /** @description How long it waits for people; APPROVAL_EXPIRY_HOURS where absent */
            expiryHours?: number;
            /**
             * Format: date-time
             * @description From its confirmation on where absent
             */
            effectiveFrom?: string;
        };
        RuleDecision: {
            /** @example large-payouts */
            id: string;
            /** @enum {string} */
            status: "PROPOSED" | "CONFIRMED";
            /**
             * @description The last version that was confirmed
             * @example 1
             */
            version: number | null;
            /**
             * Format: date-time
             * @description From when on it stands; null while it is proposed
             * @example 2026-03-01T12:00:00.000Z
             */
            effectiveFrom: string | null;
        };
        EndApprovalRuleDto: {
            /**
             * @description Kept for ever: no personal data
             * @example The provider does this check now
             */
            reason: string;
        };
        LimitTerms: {
            /** @enum {string} */
            kind: "PER_PAYOUT" | "ACCOUNT_DAY" | "BATCH_DAY" | "NIGHT" | "CLIENT_DAY" | "PAYEE_DAY" | "FIRST_PAYMENT" | "DUPLICATE";
            /** @example BRL */
            currency: string;
            /**
             * @description The figure; null for DUPLICATE
             * @example 50000.00
             */
            amount: string | null;
            /** @example 2026-12-05 */
            date: string | null;
            /** @example 20 */
            fromHour: number | null;
            /** @example 6 */
            toHour: number | null;
            /** @example 10 */
            withinMinutes: number | null;
            /** @enum {string|null} */
            effect: "warn" | "approve" | "block" | null;
            exceptAccounts: string[];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            until: string | null;
        };
        LimitInForce: {
            /**
             * @description What a refusal names: the scope and the kind
             * @example account-merchant-1/ACCOUNT_DAY
             */
            limit: string;
            /** @example account-merchant-1 */
            scope: string;
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            changeId: string;
            /** @example The first limit of this account */
            reason: string;
            /** @example alice */
            proposedBy: string;
            terms: components["schemas"]["LimitTerms"];
            /**
             * @description null: it only made the limit stricter, which one person may do
             * @example bob
             */
            confirmedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effectiveFrom: string;
            /**
             * @description Of this day or night; null where the limit is not of one account or client
             * @example 1250.00
             */
            used: string | null;
        };
        LimitToCome: {
            /**
             * @description What a refusal names: the scope and the kind
             * @example account-merchant-1/ACCOUNT_DAY
             */
            limit: string;
            /** @example account-merchant-1 */
            scope: string;
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            changeId: string;
            /** @example The first limit of this account */
            reason: string;
            /** @example alice */
            proposedBy: string;
            terms: components["schemas"]["LimitTerms"] | null;
            /** @example bob */
            confirmedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effectiveFrom: string;
        };
        LimitProposal: {
            /**
             * @description What a refusal names: the scope and the kind
             * @example account-merchant-1/ACCOUNT_DAY
             */
            limit: string;
            /** @example account-merchant-1 */
            scope: string;
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            changeId: string;
            /** @example The first limit of this account */
            reason: string;
            /** @example alice */
            proposedBy: string;
            terms: components["schemas"]["LimitTerms"] | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            wantedFrom: string | null;
        };
        Limits: {
            inForce: components["schemas"]["LimitInForce"][];
            /** @description Confirmed, and not begun. terms null: the limit ends then */
            toCome: components["schemas"]["LimitToCome"][];
            /** @description Each waits for another person */
            proposals: components["schemas"]["LimitProposal"][];
        };
        LimitDto: {
            /**
             * @description Whose payouts the limit is for
             * @example account-merchant-1
             */
            scope: string;
            /**
             * @example ACCOUNT_DAY
             * @enum {string}
             */
            kind: "PER_PAYOUT" | "ACCOUNT_DAY" | "BATCH_DAY" | "NIGHT" | "CLIENT_DAY" | "PAYEE_DAY" | "FIRST_PAYMENT" | "DUPLICATE";
            /**
             * @description PER_PAYOUT, ACCOUNT_DAY, BATCH_DAY, NIGHT, CLIENT_DAY, PAYEE_DAY, FIRST_PAYMENT: a decimal string, like "50000.00"
             * @example 50000.00
             */
            amount?: string;
            /**
             * Format: date
             * @description BATCH_DAY: the day, in America/Sao_Paulo
             */
            date?: string;
            /**
             * @description NIGHT: a whole hour from 0 to 23, in America/Sao_Paulo
             * @example 20
             */
            fromHour?: number;
            /**
             * @description NIGHT: a whole hour from 0 to 23, at which the night is over
             * @example 6
             */
            toHour?: number;
            /**
             * @description DUPLICATE: a whole number from 1 to 1440
             * @example 10
             */
            withinMinutes?: number;
            /**
             * @description DUPLICATE: one of warn, approve, block
             * @example block
             * @enum {string}
             */
            effect?: "warn" | "approve" | "block";
            /** @description PER_PAYOUT, ACCOUNT_DAY, NIGHT, CLIENT_DAY, PAYEE_DAY, FIRST_PAYMENT, DUPLICATE: a list of at most 100 account ids */
            exceptAccounts?: string[];
            /**
             * Format: date-time
             * @description From then on the limit no longer applies
             */
            until?: string;
            /**
             * Format: date-time
             * @description The change takes effect at this time at the earliest
             */
            from?: string;
            /** @description true: takes the limit away */
            remove?: boolean;
            /**
             * @description Kept for ever: no personal data
             * @example The first limit of this account
             */
            reason: string;
        };
        LimitChange: {
            /** @example account-merchant-1 */
            scope: string;
            /**
             * @description null: nobody has ever decided on the limit
             * @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210
             */
            changeId: string | null;
            /**
             * @description UNCHANGED: there is no such limit. PROPOSED: another person has to confirm it. CONFIRMED: it takes effect at effectiveFrom
             * @enum {string}
             */
            status: "UNCHANGED" | "PROPOSED" | "CONFIRMED" | "WITHDRAWN";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effectiveFrom: string | null;
        };
        Posting: {
            /** @example account:merchant-1:available */
            ledgerAccount: string;
            /**
             * @description The name of the ledger account for people
             * @example Available to merchant-1
             */
            ledgerAccountName: string;
            /** @example BRL */
            currency: string;
            /** @example 50.00 */
            debit: string;
            /** @example 0.00 */
            credit: string;
            /**
             * @description Debits less credits of the ledger account after it; null where others share the ledger account with the client
             * @example -950.00
             */
            balance: string | null;
            /**
             * @description With `mapping`: the code of the ledger account; null where it has none
             * @example 1.1.2.05.00-0
             */
            code?: string | null;
            /**
             * @description With `mapping`: the description of the code
             * @example Depósitos em instituições de pagamento
             */
            codeName?: string | null;
        };
        JournalEntry: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /**
             * @description null: the entry is about no customer
             * @example merchant-1
             */
            accountId: string | null;
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            /**
             * @example connectpsp
             * @enum {string|null}
             */
            provider: "connectpsp" | "ntxpay" | null;
            /** @example FundsHeld */
            eventType: string;
            /**
             * @description The name of the event for people
             * @example Funds held for a payout
             */
            eventName: string;
            /**
             * @description Of the payout, the deposit or the fee settlement
             * @example withdrawal-user-42-001
             */
            reference: string | null;
            /** @example User withdrawal */
            description: string | null;
            /** @example E1234567820260301120000000000001 */
            endToEndId: string | null;
            /** @example account-merchant-1 */
            stream: string;
            /** @example 2 */
            revision: number;
            /** @example 4711/4711 */
            position: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            occurredAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            recordedAt: string;
            /**
             * Format: date-time
             * @description What periods go by: never before the entry before it
             * @example 2026-03-01T12:00:00.000Z
             */
            bookedAt: string;
            /**
             * @description As the provider wrote it
             * @example 2026-03-01T09:00:00
             */
            providerTime: string | null;
            postings: components["schemas"]["Posting"][];
        };
        UsedMapping: {
            /** @example cosif */
            name: string;
            /**
             * @description The same request with this `mappingVersion` has the same codes for ever
             * @example 3
             */
            version: number;
        };
        UnmappedAccounts: {
            /**
             * @description Ledger accounts of this answer without a code
             * @example 0
             */
            count: number;
            /** @description The first hundred of them */
            ledgerAccounts: string[];
        };
        JournalEntryPage: {
            items: components["schemas"]["JournalEntry"][];
            /** @example cjUw */
            nextCursor: string | null;
            /** @description With `mapping` */
            mapping?: components["schemas"]["UsedMapping"];
            /** @description With `mapping`: of this page */
            unmapped?: components["schemas"]["UnmappedAccounts"];
        };
        TrialBalanceAccount: {
            /** @example provider:connectpsp:float */
            ledgerAccount: string;
            /**
             * @description The name of the ledger account for people
             * @example Money at connectpsp
             */
            ledgerAccountName: string;
            /** @example BRL */
            currency: string;
            /** @example 1000.00 */
            debit: string;
            /** @example 50.00 */
            credit: string;
            /**
             * @description With `mapping`: the code of the ledger account; null where it has none
             * @example 1.1.2.05.00-0
             */
            code?: string | null;
            /**
             * @description With `mapping`: the description of the code
             * @example Depósitos em instituições de pagamento
             */
            codeName?: string | null;
        };
        TrialBalanceCode: {
            /**
             * @description null: what no code was found for
             * @example 1.1.2.05.00-0
             */
            code: string | null;
            /** @example Depósitos em instituições de pagamento */
            codeName: string | null;
            /**
             * @description How many ledger accounts have the code
             * @example 2
             */
            ledgerAccounts: number;
            /** @example BRL */
            currency: string;
            /** @example 1000.00 */
            debit: string;
            /** @example 50.00 */
            credit: string;
        };
        TrialBalanceTotal: {
            /** @example BRL */
            currency: string;
            /** @example 1000.00 */
            debit: string;
            /** @example 1000.00 */
            credit: string;
        };
        TrialBalance: {
            /**
             * @description As it was asked; null: now
             * @example 2026-03-01
             */
            asOf: string | null;
            /** @description Empty with `groupBy=code` */
            accounts: components["schemas"]["TrialBalanceAccount"][];
            /** @description With `groupBy=code`: by code and currency, what has no code at the end */
            codes?: components["schemas"]["TrialBalanceCode"][];
            /** @description Per currency; debit and credit are equal */
            totals: components["schemas"]["TrialBalanceTotal"][];
            /** @description With `mapping` */
            mapping?: components["schemas"]["UsedMapping"];
            /** @description With `mapping` */
            unmapped?: components["schemas"]["UnmappedAccounts"];
        };
        TotalsLine: {
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /**
             * @description Of the request
             * @example 2026-03-01
             */
            day: string;
            /**
             * @example COMPLETED
             * @enum {string}
             */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
            /** @example BRL */
            currency: string;
            /** @example 12 */
            count: number;
            /** @example 600.00 */
            amount: string;
            /**
             * @description What the provider charged
             * @example 6.00
             */
            fee: string;
            /**
             * @description Of the amount, what came back
             * @example 10.00
             */
            returned: string;
        };
        Totals: {
            /** @example America/Sao_Paulo */
            timeZone: string;
            /**
             * @description The same as `timeZone`
             * @example America/Sao_Paulo
             */
            timezone: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            to: string | null;
            /**
             * @description As it was asked; null: now
             * @example 2026-03-01
             */
            asOf: string | null;
            lines: components["schemas"]["TotalsLine"][];
        };
        ProviderFloat: {
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example BRL */
            currency: string;
            /**
             * @description Deposits less what was paid out
             * @example 950.00
             */
            float: string;
            /**
             * @description What the provider has charged
             * @example 0.50
             */
            fees: string;
            /**
             * @description Put aside by decisions on cases
             * @example 0.00
             */
            suspense: string;
            /**
             * @description What the provider should have: float less fees
             * @example 949.50
             */
            expected: string;
            /**
             * @description What the provider says
             * @example 949.50
             */
            reported: string | null;
            /**
             * @description Reported less expected
             * @example 0.00
             */
            difference: string | null;
            /**
             * @description Whether payouts under way still count in what is reported, as they do in what is expected; false: the difference is lower by them
             * @example false
             */
            includesUnderWay: boolean | null;
            /**
             * Format: date-time
             * @description When the answer came, by our clock
             * @example 2026-03-01T12:00:00.000Z
             */
            reportedAt: string | null;
            /**
             * @description Why nothing is reported
             * @example answer 503
             */
            reason: string | null;
        };
        ProviderFloats: {
            /**
             * @description As it was asked; null: now
             * @example 2026-03-01
             */
            asOf: string | null;
            floats: components["schemas"]["ProviderFloat"][];
        };
        AgedHold: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /**
             * @example OUTCOME_UNKNOWN
             * @enum {string}
             */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
            /** @example BRL */
            currency: string;
            /** @example 50.75 */
            held: string;
            /** @example withdrawal-user-42-001 */
            externalReference: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            requestedAt: string;
            /** @example 90000 */
            ageSeconds: number;
        };
        AgedHoldPage: {
            items: components["schemas"]["AgedHold"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        CodedAccount: {
            /** @example provider:*:float */
            account: string;
            /** @example 1.1.2.05.00-0 */
            code: string;
            /** @example Depósitos em instituições de pagamento */
            description: string | null;
        };
        AccountMapping: {
            /** @example cosif */
            name: string;
            /**
             * @description From 1: each change is a version, and none is ever changed
             * @example 1
             */
            version: number;
            /**
             * @description The first day, on the clock in São Paulo, whose entries have these codes
             * @example 2026-11-01
             */
            validFrom: string;
            accounts: components["schemas"]["CodedAccount"][];
            /** @example alice */
            setBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            setAt: string;
        };
        AccountMappings: {
            /** @description The last version of each name */
            items: components["schemas"]["AccountMapping"][];
        };
        AccountMappingVersions: {
            /** @example cosif */
            name: string;
            /** @description In the order in which they were set */
            versions: components["schemas"]["AccountMapping"][];
        };
        CodedAccountDto: {
            /**
             * @description A ledger account. A * at the end of the owner stands for any rest, and as the last part for any part
             * @example provider:*:float
             */
            account: string;
            /** @example 1.1.2.05.00-0 */
            code: string;
            /** @description The name of the code: `codeName` in the exports */
            description?: string;
        };
        AccountMappingDto: {
            /**
             * Format: date
             * @description The first day, on the clock in São Paulo, whose entries have these codes
             * @example 2026-11-01
             */
            validFrom: string;
            accounts: components["schemas"]["CodedAccountDto"][];
        };
        FeeSettlement: {
            /** @example 3c0f5d1e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @enum {string} */
            status: "PROPOSED" | "SETTLED";
            /** @example 117.00 */
            amount: string;
            /** @example BRL */
            currency: string;
            /** @enum {string} */
            paidFrom: "FLOAT" | "HOUSE";
            /** @example invoice-2026-11 */
            reference: string;
            /**
             * @description In the words of the proposer
             * @example Line 212 of the statement of 2026-11-30
             */
            evidence: string;
            /** @example alice */
            proposedBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            proposedAt: string;
            /**
             * @description In the words of the second person
             * @example Seen on the statement
             */
            confirmedEvidence: string | null;
            /** @example bob */
            confirmedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            settledAt: string | null;
        };
        /** @description What a provider is owed for its fees */
        OwedFees: {
            /** @example BRL */
            currency: string;
            /**
             * @description Charged, less reversed and settled; below zero where more was reversed since
             * @example 117.00
             */
            amount: string;
        };
        FeeSettlementPage: {
            items: components["schemas"]["FeeSettlement"][];
            /** @example cjUw */
            nextCursor: string | null;
            /** @description Now, in each currency in which the provider has charged */
            owed: components["schemas"]["OwedFees"][];
        };
        /** @description Fees that are not owed cannot be settled */
        FeeProblem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
            /**
             * @description FEES_NOT_OWED: what the request names
             * @example 118.00
             */
            asked?: string;
            /**
             * @description FEES_NOT_OWED: what the provider is owed
             * @example 117.00
             */
            owed?: string;
        };
        FeeSettlementDto: {
            /**
             * @description At most what the provider is owed
             * @example 117.00
             */
            amount: string;
            /**
             * @default BRL
             * @enum {string}
             */
            currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
            /**
             * @description FLOAT: the provider took it off our money; HOUSE: we paid it from our bank account
             * @enum {string}
             */
            paidFrom: "FLOAT" | "HOUSE";
            /**
             * @description The name of the provider’s invoice or of the payment: settled once for a provider
             * @example invoice-2026-11
             */
            reference: string;
            /**
             * @description What it rests on. Kept for ever: no personal data
             * @example Line 212 of the statement of 2026-11-30
             */
            evidence: string;
        };
        FeeSettlementAnswer: {
            /** @example 3c0f5d1e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /**
             * @description PROPOSED: nothing is booked until another person sends the same
             * @enum {string}
             */
            status: "PROPOSED" | "SETTLED";
        };
        /** @description Both sides of the trial balance; they are equal */
        SealedSum: {
            /** @example BRL */
            currency: string;
            /** @example 1500.00 */
            debitTotal: string;
            /** @example 1500.00 */
            creditTotal: string;
        };
        /** @description What stood on suspense and was accepted */
        AcceptedSuspense: {
            /** @example provider:connectpsp:suspense */
            ledgerAccount: string;
            /** @example BRL */
            currency: string;
            /**
             * @description Debits less credits: what the house carries
             * @example 0.69
             */
            balance: string;
        };
        /** @description The trial balance of the period’s end, as it was closed */
        PeriodSeal: {
            /**
             * @description Of the last entry before the end; the trial balance as of it has the sealed lines
             * @example 4711/4711
             */
            position: string | null;
            /**
             * @description How many lines the trial balance has
             * @example 12
             */
            lines: number;
            sums: components["schemas"]["SealedSum"][];
            /**
             * @description SHA-256 over the lines, in hex
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            fingerprint: string;
            /**
             * @description The last checkpoint of the proof log when it was closed
             * @example holdfast.example/log
             *     42
             *     CsUY…
             */
            checkpoint: string | null;
            suspense: components["schemas"]["AcceptedSuspense"][];
            /** @example Fee above the hold, the house bears it */
            suspenseBecause: string | null;
            /** @example alice */
            closedBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            closedAt: string;
        };
        /** @description Another person has to confirm it */
        ProposedReopening: {
            /** @example The wrong suspense was accepted */
            reason: string;
            /** @example bob */
            proposedBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            proposedAt: string;
        };
        Period: {
            /** @example 2026-11 */
            period: string;
            /** @enum {string} */
            status: "OPEN" | "CLOSED";
            /** @example America/Sao_Paulo */
            timeZone: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The period is what was booked before it
             * @example 2026-03-01T12:00:00.000Z
             */
            to: string;
            seal: components["schemas"]["PeriodSeal"] | null;
            reopening: components["schemas"]["ProposedReopening"] | null;
        };
        Periods: {
            /** @description Every period that was ever closed, the latest first */
            items: components["schemas"]["Period"][];
        };
        /** @description One thing that keeps a period from being closed */
        PeriodBlocker: {
            /** @enum {string} */
            kind: "NOT_OVER" | "EARLIER_PERIOD_OPEN" | "NOTHING_BOOKED_SINCE" | "OUTCOME_UNKNOWN" | "APPROVAL_WAITING" | "BREAK_OPEN" | "SUSPENSE";
            /** @example Of payouts nobody knows whether money moved: decide their cases */
            detail: string;
            /** @description Payouts, deposits, cases or ledger accounts, at most a hundred of each */
            ids: string[];
        };
        PeriodWithBlockers: {
            /** @example 2026-11 */
            period: string;
            /** @enum {string} */
            status: "OPEN" | "CLOSED";
            /** @example America/Sao_Paulo */
            timeZone: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The period is what was booked before it
             * @example 2026-03-01T12:00:00.000Z
             */
            to: string;
            seal: components["schemas"]["PeriodSeal"] | null;
            reopening: components["schemas"]["ProposedReopening"] | null;
            /** @description What keeps it from being closed now; none where it is closed */
            blockers: components["schemas"]["PeriodBlocker"][];
        };
        /** @description A period that is not closed; `blockers` names everything that stands in the way */
        BlockedPeriodProblem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
            blockers?: components["schemas"]["PeriodBlocker"][];
        };
        ClosePeriodDto: {
            /** @description Why the period is closed although something stands on suspense */
            acceptSuspenseBecause?: string;
        };
        ReopenPeriodDto: {
            /** @description Kept for ever: no personal data */
            reason: string;
        };
        PeriodReopening: {
            /** @example 2026-11 */
            period: string;
            /**
             * @description PROPOSED: closed until another person confirms
             * @enum {string}
             */
            status: "PROPOSED" | "REOPENED";
        };
        Reconciliation: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example 1204 */
            matched: number;
            /**
             * @description Unfinished on both sides; or unfinished or failed there and unknown here; or money that came and is no return
             * @example 3
             */
            nothingMoved: number;
            /**
             * @description Each is a case of the kind RECONCILIATION_BREAK
             * @example 1
             */
            breaks: number;
        };
        StatementImport: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /**
             * @description REFUSED and FAILED: nothing more happens; send the file again
             * @enum {string}
             */
            state: "RUNNING" | "COMPLETED" | "REFUSED" | "FAILED";
            /**
             * @description Once it is COMPLETED
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            reconciliationId: string | null;
            /**
             * @description Of the file
             * @example 5242880
             */
            bytes: number;
            /**
             * @description Of the file, while they are recorded
             * @example 120000
             */
            lines: number | null;
            /**
             * @description Lines that are recorded while it is RUNNING
             * @example 61500
             */
            linesRecorded: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            receivedAt: string;
            /** @description Why it was refused, or why it failed */
            problem: components["schemas"]["Problem"] | null;
        };
        ReconciliationPage: {
            items: components["schemas"]["Event"][];
            /** @example cjUw */
            nextCursor: string | null;
            import: components["schemas"]["StatementImport"] | null;
        };
        MappedColumnsDto: {
            /** @example Data Lançamento */
            date: string;
            /** @description One column with signs; or debit and credit */
            amount?: string;
            /** @description Money that left */
            debit?: string;
            /** @description Money that came */
            credit?: string;
            /** @description The provider’s own id of a payment */
            providerId?: string;
            /** @description Our external reference */
            externalReference?: string;
            /** @description The endToEndId of PIX */
            endToEndId?: string;
            /** @description The fee */
            fee?: string;
            /** @description The payee’s CPF or CNPJ: compared and never recorded */
            document?: string;
            /** @description A text in which an endToEndId may stand */
            description?: string;
            /** @description What `types` lists */
            type?: string;
            /** @description What `statuses` lists */
            status?: string;
        };
        MappedTypesDto: {
            /** @description A payout; a * at the end stands for any rest */
            payout?: string[];
            /** @description A return */
            return?: string[];
            /** @description Fees, balances and money received */
            passedOver?: string[];
        };
        MappedStatusesDto: {
            /** @description Money moved */
            completed?: string[];
            /** @description No money moved */
            failed?: string[];
            /** @description Under way */
            pending?: string[];
        };
        /** @description How the columns are read, as it was set */
        MappingTerms: {
            columns: components["schemas"]["MappedColumnsDto"];
            /** @enum {string} */
            decimal: "," | ".";
            /** @enum {string} */
            dates: "DAY_FIRST" | "YEAR_FIRST";
            types?: components["schemas"]["MappedTypesDto"];
            statuses?: components["schemas"]["MappedStatusesDto"];
        };
        StatementMapping: {
            /** @example inter-extrato */
            name: string;
            /**
             * @description From 1: each change is a version
             * @example 1
             */
            version: number;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            mapping: components["schemas"]["MappingTerms"];
            /** @example alice */
            setBy: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            setAt: string;
        };
        StatementMappings: {
            items: components["schemas"]["StatementMapping"][];
        };
        StatementMappingDto: {
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            columns: components["schemas"]["MappedColumnsDto"];
            /**
             * @description What stands before the decimals
             * @example ,
             * @enum {string}
             */
            decimal: "," | ".";
            /** @enum {string} */
            dates: "DAY_FIRST" | "YEAR_FIRST";
            types?: components["schemas"]["MappedTypesDto"];
            statuses?: components["schemas"]["MappedStatusesDto"];
        };
        /** @description What a client did, once or several times within a minute */
        SecurityEvent: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /** @enum {string} */
            kind: "KEY_MADE" | "KEY_ROTATED" | "KEY_REVOKED" | "KEY_REFUSED" | "SIGNED_IN" | "DECISION" | "EXPORTED" | "PERSONAL_DATA_SHOWN" | "AUDIT_READ";
            /**
             * @description null: a stranger, or the operator at the command line
             * @example alice
             */
            client: string | null;
            /** @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d */
            keyId: string | null;
            /**
             * @description The first of the requests that are counted here
             * @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d
             */
            requestId: string | null;
            /** @example GET /v1/payouts/:id */
            route: string | null;
            /** @description The ids that were asked for, at most a hundred of them */
            subjects: string[];
            /** @example EXPIRED */
            reason: string | null;
            /**
             * @description How often, from `firstAt` to `lastAt`
             * @example 1
             */
            count: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            firstAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            lastAt: string;
            /**
             * @description null without `personal:read`
             * @example 192.0.2.7
             */
            address: string | null;
        };
        SecurityEventPage: {
            items: components["schemas"]["SecurityEvent"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        EventProof: {
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            eventId: string;
            /** @example PayoutRequested */
            type: string;
            /** @example payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            stream: string;
            /** @example 0 */
            revision: number;
            /** @example 4711/4711 */
            position: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            recordedAt: string;
            /**
             * @description PENDING: the event came after the checkpoint; a later one has it
             * @example SIGNED
             * @enum {string}
             */
            status: "SIGNED" | "PENDING";
            /**
             * @description Of the entry in the tree
             * @example 4711
             */
            index: number | null;
            /**
             * @description The entry, byte for byte in UTF-8
             * @example holdfast-entry/v1
             *     …
             */
            entry: string | null;
            /**
             * @description As in c2sp.org/tlog-proof, with the checkpoint
             * @example c2sp.org/tlog-proof@v1
             *     index 4711
             *     …
             */
            proof: string | null;
        };
        PayoutProof: {
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string;
            /**
             * @description The signed note that all proofs lead to
             * @example holdfast-1b2c3d4e
             *     1000
             *     …
             */
            checkpoint: string;
            /**
             * @description How many entries are signed
             * @example 1000
             */
            size: number;
            /**
             * @description How many of the events came after the checkpoint
             * @example 0
             */
            pending: number;
            events: components["schemas"]["EventProof"][];
        };
        Health: {
            /** @example live */
            status: string;
        };
        PartHealth: {
            /** @example event store */
            part: string;
            /** @enum {string} */
            status: "up" | "down";
            /**
             * @description What is wrong, where it is known
             * @example …
             */
            detail?: string;
        };
        /** @description A problem that names each part of the service */
        NotReadyProblem: {
            /** @example urn:holdfast:problem:validation-failed */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example VALIDATION_FAILED */
            code: components["schemas"]["ProblemCode"];
            /** @example 1 field is wrong; nothing was written */
            detail: string;
            /** @description With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known
             * @example 10.00
             */
            available?: string;
            /**
             * @description INSUFFICIENT_FUNDS: the amount and its expected fee
             * @example 50.50
             */
            needed?: string;
            /**
             * @description Of `available` and `needed`
             * @example BRL
             */
            currency?: string;
            /**
             * @description The same client’s payout that has the key or the reference
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            payoutId?: string;
            /**
             * @description The same client’s deposit that has the key or the reference
             * @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            depositId?: string;
            parts: components["schemas"]["PartHealth"][];
        };
        Readiness: {
            /** @example ready */
            status: string;
            /**
             * @description `sandbox`: a provider is simulated, and its payouts move no money
             * @enum {string}
             */
            mode: "live" | "sandbox";
            parts: components["schemas"]["PartHealth"][];
        };
        /** @description An API key, without anything that opens a door */
        ApiKey: {
            /** @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example shop */
            clientName: string;
            /**
             * @description unstated: a client of before clients stated it
             * @enum {string}
             */
            kind: "service" | "person" | "unstated";
            /**
             * @description The accounts that the client sees and moves; `*`: all
             * @example [
             *       "merchant-1"
             *     ]
             */
            accounts: "*" | string[];
            scopes: string[];
            /**
             * @description `operator`, or the client that made it
             * @example client:alice
             */
            createdBy: string;
            /**
             * @description The key that made it
             * @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d
             */
            createdByKey: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            notBefore: string | null;
            /**
             * Format: date-time
             * @description null: never
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            revokedAt: string | null;
            /**
             * Format: date-time
             * @description Right to the hour; null: never, as far as it is recorded
             * @example 2026-03-01T12:00:00.000Z
             */
            lastUsedAt: string | null;
            /** @description Where it is accepted from; empty: everywhere */
            networks: string[];
            /** @example the shop's server */
            description: string | null;
            /**
             * @description null: it signs nothing
             * @example -----BEGIN PUBLIC KEY-----…
             */
            signingKey: string | null;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        KeyDto: {
            /** @example shop */
            clientName: string;
            /** @enum {string} */
            kind: "service" | "person";
            scopes: ("accounts:open" | "deposits:record" | "payouts:request" | "payouts:read" | "personal:read" | "ledger:read" | "reconciliation" | "cases:read" | "cases:decide" | "limits" | "audit" | "keys" | "webhooks")[];
            /**
             * @default *
             * @example [
             *       "merchant-1"
             *     ]
             */
            accounts?: "*" | string[];
            /** Format: date-time */
            notBefore?: string;
            /**
             * Format: date-time
             * @description 90 days where absent
             */
            expiresAt?: string;
            /**
             * @example [
             *       "192.0.2.0/24"
             *     ]
             */
            networks?: string[];
            description?: string;
            /** @description An Ed25519 public key in PEM. The key then signs what it asks for (RFC 9421) */
            signingKey?: string;
        };
        NewApiKey: {
            /** @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /**
             * @description The key. It is shown this once only
             * @example hf_6a3c9f0e-…
             */
            key: string;
        };
        RevokedApiKey: {
            /** @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d */
            id: string;
        };
        /** @description Where a client gets messages. It never shows its secret */
        WebhookEndpoint: {
            /** @example b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23 */
            id: string;
            /** @example https://shop.example/holdfast */
            url: string;
            events: string[];
            /** @example the shop */
            description: string | null;
            /**
             * @description CALLBACKS: what payouts with a callbackUrl beneath url are told, there
             * @enum {string}
             */
            receives: "ALL" | "CALLBACKS";
            /**
             * @description DISABLED and PARKED: nothing is sent until it is enabled; then all of it
             * @enum {string}
             */
            status: "ENABLED" | "DISABLED" | "PARKED";
            /**
             * @description Why it is not enabled. GONE: the receiver answered 410
             * @enum {string|null}
             */
            reason: "CLIENT" | "GONE" | "UNDELIVERED" | "SECRET_LOST" | null;
            /**
             * Format: date-time
             * @description Since when it is not enabled
             * @example 2026-03-01T12:00:00.000Z
             */
            since: string | null;
            /**
             * @description The key that added it or changed it last; null: none did
             * @example 2f1d3c7a-8f5e-4f0f-9a55-3d1c0e7b9a11
             */
            keyId: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            addedAt: string;
            /**
             * Format: date-time
             * @description Until then the former secret signs too
             * @example 2026-03-01T12:00:00.000Z
             */
            formerSecretUntil: string | null;
        };
        WebhookEndpointPage: {
            items: components["schemas"]["WebhookEndpoint"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        NewEndpointDto: {
            /**
             * @description https, in a public network, without user, password and fragment
             * @example https://shop.example/holdfast
             */
            url: string;
            /** @description What the endpoint is told */
            events: ("payout.accepted" | "payout.awaiting_approval" | "payout.rejected" | "payout.approved" | "payout.approval_rejected" | "payout.approval_expired" | "payout.submitted" | "payout.outcome_unknown" | "payout.completed" | "payout.failed" | "payout.returned" | "case.opened" | "case.decided" | "deposit.recorded" | "deposit.reversed")[];
            /** @example the shop */
            description?: string;
            /**
             * @description CALLBACKS: only payouts that named a callbackUrl beneath url, at that address
             * @default ALL
             * @enum {string}
             */
            receives?: "ALL" | "CALLBACKS";
        };
        WebhookEndpointWithSecret: {
            /** @example b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23 */
            id: string;
            /** @example https://shop.example/holdfast */
            url: string;
            events: string[];
            /** @example the shop */
            description: string | null;
            /**
             * @description CALLBACKS: what payouts with a callbackUrl beneath url are told, there
             * @enum {string}
             */
            receives: "ALL" | "CALLBACKS";
            /**
             * @description DISABLED and PARKED: nothing is sent until it is enabled; then all of it
             * @enum {string}
             */
            status: "ENABLED" | "DISABLED" | "PARKED";
            /**
             * @description Why it is not enabled. GONE: the receiver answered 410
             * @enum {string|null}
             */
            reason: "CLIENT" | "GONE" | "UNDELIVERED" | "SECRET_LOST" | null;
            /**
             * Format: date-time
             * @description Since when it is not enabled
             * @example 2026-03-01T12:00:00.000Z
             */
            since: string | null;
            /**
             * @description The key that added it or changed it last; null: none did
             * @example 2f1d3c7a-8f5e-4f0f-9a55-3d1c0e7b9a11
             */
            keyId: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            addedAt: string;
            /**
             * Format: date-time
             * @description Until then the former secret signs too
             * @example 2026-03-01T12:00:00.000Z
             */
            formerSecretUntil: string | null;
            /**
             * @description It signs the messages. It is shown this once only
             * @example whsec_…
             */
            secret: string;
        };
        EndpointDto: {
            /**
             * @description https, in a public network, without user, password and fragment
             * @example https://shop.example/holdfast
             */
            url: string;
            /** @description What the endpoint is told */
            events: ("payout.accepted" | "payout.awaiting_approval" | "payout.rejected" | "payout.approved" | "payout.approval_rejected" | "payout.approval_expired" | "payout.submitted" | "payout.outcome_unknown" | "payout.completed" | "payout.failed" | "payout.returned" | "case.opened" | "case.decided" | "deposit.recorded" | "deposit.reversed")[];
            /** @example the shop */
            description?: string;
        };
        DeletedWebhookEndpoint: {
            /** @example b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23 */
            id: string;
        };
        RangeReplayDto: {
            /**
             * Format: date-time
             * @description The event was recorded at or after
             */
            from: string;
            /**
             * Format: date-time
             * @description The event was recorded before
             */
            to: string;
            /** @description The nextCursor of the part before */
            cursor?: string;
        };
        WebhookRangeReplay: {
            /**
             * @description How many deliveries of this part are sent again
             * @example 42
             */
            asked: number;
            /**
             * @description Of the next part; null: this was the last one
             * @example cDQyLjk5
             */
            nextCursor: string | null;
        };
        WebhookAttempt: {
            /** @example 1 */
            attempt: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            attemptedAt: string;
            /** @enum {string} */
            outcome: "DELIVERED" | "FAILED" | "GIVEN_UP";
            /** @example 200 */
            statusCode: number | null;
            /**
             * @description Why no answer came
             * @example TIMEOUT
             */
            fault: string | null;
            /** @example 35 */
            durationMs: number;
            /**
             * @description The first bytes of the answer
             * @example ok
             */
            answerStart: string;
        };
        /** @description One message to one endpoint, from its first attempt on */
        WebhookDelivery: {
            /**
             * @description The webhook-id that the receiver sees
             * @example msg_…
             */
            id: string;
            /** @example b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23 */
            endpointId: string;
            /** @example payout.completed */
            event: string;
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            /** @example 0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            sourceEventId: string;
            /**
             * @description GIVEN_UP: the callbackUrl of the payout failed for good; a replay tries it again
             * @enum {string}
             */
            status: "DELIVERED" | "RETRYING" | "GIVEN_UP";
            /**
             * Format: date-time
             * @description When the next attempt is due
             * @example 2026-03-01T12:00:00.000Z
             */
            nextAttemptAt: string | null;
            /**
             * @description The text that is sent
             * @example {"type":"payout.completed",…}
             */
            body: string;
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        WebhookDeliveryPage: {
            items: components["schemas"]["WebhookDelivery"][];
            /** @example cjUw */
            nextCursor: string | null;
        };
        /** @description Says that something has changed. It has no amount and no personal data: the routes show those */
        StreamEvent: {
            /** @enum {string} */
            topic: "payouts" | "approvals" | "accounts" | "cases" | "limits" | "reconciliations";
            /**
             * @description As the events of a payout name it
             * @enum {string}
             */
            type: "PayoutRequested" | "PayoutRejected" | "PayoutApproved" | "PayoutApprovalRejected" | "PayoutApprovalExpired" | "PayoutSubmissionStarted" | "PayoutSubmissionRepeated" | "PayoutLookedFor" | "PayoutRepeatDecided" | "PayoutSubmitted" | "PayoutOutcomeUnknown" | "PayoutCompleted" | "PayoutFailed" | "PayoutReturned" | "PayoutOutcomeContradicted" | "PayoutAcceptanceEnded" | "AccountOpened" | "AccountClosed" | "AccountReopened" | "ClosedAccountMoved" | "FundsDeposited" | "DepositRequested" | "DepositApproved" | "DepositApprovalRejected" | "DepositApprovalExpired" | "FundsHeld" | "HoldCaptured" | "HoldRefused" | "HoldReleased" | "FundsReturned" | "CaptureReversed" | "ReleaseReversed" | "SuspenseBooked" | "ExcessCharged" | "DepositReversed" | "CaseOpened" | "CaseDecisionProposed" | "CaseDecisionConfirmed" | "CaseDecisionFailed" | "CaseResolved" | "LimitChangeProposed" | "LimitChangeWithdrawn" | "LimitChanged" | "ApprovalRuleProposed" | "ApprovalRuleConfirmed" | "StatementImported" | "StatementLinesMatched" | "ReconciliationBreakFound" | "StatementReconciled" | "FeeSettlementProposed" | "ProviderFeesSettled";
            /**
             * @description Of the payout, account, case, statement, limit scope or approval rule
             * @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            id: string;
            /** @example merchant-1 */
            accountId: string | null;
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description A query with this `Ledger-Position` sees the change
             * @example 4711/4711
             */
            position: string;
        };
        /** @description Who is calling, and what the session needs */
        ConsoleSession: {
            /** @example ana */
            clientName: string;
            /** @enum {string} */
            kind: "service" | "person" | "unstated";
            /**
             * @description null: the environment’s key
             * @example 6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d
             */
            keyId: string | null;
            /** @example * */
            accounts: "*" | string[];
            scopes: string[];
            /**
             * @description `sandbox`: a provider is simulated, and its payouts move no money
             * @enum {string}
             */
            mode: "live" | "sandbox";
            /**
             * @description A change sends it as X-CSRF-Token; null: called with a key
             * @example q83v…
             */
            csrfToken: string | null;
            /**
             * Format: date-time
             * @description When the session ends, unless it is renewed; null: called with a key
             * @example 2026-03-01T12:00:00.000Z
             */
            expiresAt: string | null;
        };
        ReturnInMessage: {
            /** @example D1234567820260302120000000000001 */
            endToEndId: string | null;
            /** @example 10.00 */
            amount: string;
            /** @example 0.00 */
            feeAmount: string;
        };
        /** @description As of the event. It never holds the payee */
        PayoutInMessage: {
            /**
             * @description The route that shows it
             * @example /v1/payouts/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            path: string;
            /** @example 4711/4711 */
            position: string;
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @enum {string} */
            status: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
            /** @example withdrawal-user-42-001 */
            externalReference: string;
            /** @example BRL */
            currency: string;
            /** @example 50.00 */
            originalAmount: string;
            /** @example 0.50 */
            feeAmount: string | null;
            /** @example 50.50 */
            finalAmount: string | null;
            /** @example 0.00 */
            returnedAmount: string;
            /** @example E1234567820260301120000000000001 */
            endToEndId: string | null;
            /** @example PIX_KEY_NOT_FOUND */
            failureCode: string | null;
            /** @description With payout.returned */
            return?: components["schemas"]["ReturnInMessage"];
            /**
             * @description With payout.approved: the how-manieth approval it is
             * @example 1
             */
            approval?: number;
            /**
             * @description With payout.approved: how many are needed
             * @example 2
             */
            approvals?: number;
        };
        PayoutMessage: {
            /**
             * @description Of the form of the body. New fields come without a new version
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description When it happened
             * @example 2026-03-01T12:00:00.000Z
             */
            timestamp: string;
            /** @enum {string} */
            type: "payout.accepted" | "payout.awaiting_approval" | "payout.rejected" | "payout.approved" | "payout.approval_rejected" | "payout.approval_expired" | "payout.submitted" | "payout.outcome_unknown" | "payout.completed" | "payout.failed" | "payout.returned";
            data: components["schemas"]["PayoutInMessage"];
        };
        CaseInMessage: {
            /**
             * @description The route that shows it
             * @example /v1/payouts/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            path: string;
            /** @example 4711/4711 */
            position: string;
            /** @example 0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210 */
            id: string;
            /** @enum {string} */
            kind: "NOTIFICATION_QUARANTINED" | "OUTCOME_CONTRADICTED" | "OUTCOME_UNKNOWN" | "FEE_ABOVE_HOLD" | "RECONCILIATION_BREAK" | "DEPOSIT_CORRECTION" | "CLOSED_ACCOUNT" | "FLOAT_SHORT" | "PROOF_LOG_CONTRADICTED" | "WITNESS_REFUSED";
            /** @example 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d */
            payoutId: string;
            /** @enum {string} */
            status: "OPEN" | "RESOLVED";
            /** @example ACCEPT_COMPLETION */
            resolution: string | null;
        };
        CaseMessage: {
            /**
             * @description Of the form of the body. New fields come without a new version
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description When it happened
             * @example 2026-03-01T12:00:00.000Z
             */
            timestamp: string;
            /** @enum {string} */
            type: "case.opened" | "case.decided";
            data: components["schemas"]["CaseInMessage"];
        };
        DepositInMessage: {
            /**
             * @description The route that shows it
             * @example /v1/payouts/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d
             */
            path: string;
            /** @example 4711/4711 */
            position: string;
            /** @example b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d */
            id: string;
            /** @example merchant-1 */
            accountId: string;
            /**
             * @example connectpsp
             * @enum {string}
             */
            provider: "connectpsp" | "ntxpay";
            /** @example opening-funds */
            reference: string;
            /** @example BRL */
            currency: string;
            /** @example 1000.00 */
            amount: string;
        };
        DepositMessage: {
            /**
             * @description Of the form of the body. New fields come without a new version
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description When it happened
             * @example 2026-03-01T12:00:00.000Z
             */
            timestamp: string;
            /** @enum {string} */
            type: "deposit.recorded" | "deposit.reversed";
            data: components["schemas"]["DepositInMessage"];
        };
        EndpointInMessage: {
            /** @example b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23 */
            endpointId: string;
        };
        TestMessage: {
            /**
             * @description Of the form of the body. New fields come without a new version
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description When it happened
             * @example 2026-03-01T12:00:00.000Z
             */
            timestamp: string;
            /** @enum {string} */
            type: "endpoint.test";
            data: components["schemas"]["EndpointInMessage"];
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
    listAccounts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent */
                asOf?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                /** @description The beginning of the id */
                id?: string;
                /** @description The beginning of the name, in upper or lower case */
                name?: string;
                currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
                /** @description As it is now, also with `asOf` */
                status?: "OPEN" | "CLOSED";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open, payouts:read, ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenAccountDto"];
            };
        };
        responses: {
            /** @description Opened; or open since before with the same name and currency */
            201: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedAccount"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_EXISTS: the id is taken by another account */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordDeposit: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepositDto"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description An approval rule applies: nothing is booked before people have approved it */
            202: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingDeposit"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes deposits:record */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED: the key was used with another body; EXTERNAL_REFERENCE_USED: the reference is another deposit’s */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CURRENCY_MISMATCH: the provider does not hold the account’s currency; ACCOUNT_CLOSED: it takes nothing any more */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reverseDeposit: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                depositId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReversalDto"];
            };
        };
        responses: {
            /** @description PROPOSED, with a case, until another client sends the same */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND or DEPOSIT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other since the case was opened; CASE_DECIDED otherwise; CASE_RESOLVED: it is taken back; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WOULD_OVERDRAW: say with `overdraft` that you know how far; DECISION_NOT_POSSIBLE */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseAccountDto"];
            };
        };
        responses: {
            /** @description Closed; or closed since before */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedAccount"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_CLOSABLE: `obstacles` says why; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ClosingProblem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenAccount: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenAccountDto"];
            };
        };
        responses: {
            /** @description PROPOSED, with a case, until another client sends the same */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_CLOSED; SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other since the case was opened; CASE_DECIDED otherwise; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeposit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
                depositId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepositRequest"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes deposits:record, cases:decide, payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEPOSIT_NOT_FOUND: also for a deposit that no rule applied to */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveDeposit: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                depositId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description BOOKED by the last approval that is needed; a repeat gets the same answer */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepositApprovalAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEPOSIT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REQUESTER_CANNOT_APPROVE: it was you who recorded it; KEY_MAKER_CANNOT_CONFIRM; APPROVAL_NOT_NEEDED; DEPOSIT_APPROVED; APPROVAL_REJECTED; APPROVAL_EXPIRED; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_CLOSED */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectDeposit: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                depositId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectApprovalDto"];
            };
        };
        responses: {
            /** @description Nothing is booked, and its reference is free again */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepositApprovalAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEPOSIT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REQUESTER_CANNOT_APPROVE: it was you who recorded it; KEY_MAKER_CANNOT_CONFIRM; APPROVAL_NOT_NEEDED; DEPOSIT_APPROVED; APPROVAL_REJECTED; APPROVAL_EXPIRED; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open, payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBalance: {
        parameters: {
            query?: {
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent */
                asOf?: string;
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read, ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatement: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Booked at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Booked before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period */
                to?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                /** @description payouts: what was booked of a payout in the period is one line, in the place of its last entry */
                lines?: "entries" | "payouts";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read, ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dismissCases: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissCasesDto"];
            };
        };
        responses: {
            /** @description Each item's own status and answer, in the order they were sent */
            207: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DismissedCases"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CASE_NOT_FOUND: nothing was dismissed */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOTALS_DIFFER; DECISION_NOT_POSSIBLE: a case is no break; nothing was dismissed */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveCase: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveCaseDto"];
            };
        };
        responses: {
            /** @description A decision that moves money is PROPOSED until another client sends the same one */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CASE_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SECOND_PERSON_REQUIRED: it was you who proposed this; REQUESTER_CANNOT_DECIDE: it is your payout; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other since the case was opened; CASE_DECIDED otherwise; CASE_RESOLVED; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AMOUNT_ABOVE_EVIDENCE: the amount or the fee is above what the case’s evidence bears; DECISION_NOT_POSSIBLE: the case names no payout that this could be decided of */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CaseProblem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCases: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Opened at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Opened before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period */
                to?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                /** @description OPEN: everything that is not resolved, proposed and confirmed decisions too */
                status?: "OPEN" | "PROPOSED" | "CONFIRMED" | "RESOLVED" | "ALL";
                kind?: "NOTIFICATION_QUARANTINED" | "OUTCOME_CONTRADICTED" | "OUTCOME_UNKNOWN" | "FEE_ABOVE_HOLD" | "RECONCILIATION_BREAK" | "DEPOSIT_CORRECTION" | "CLOSED_ACCOUNT" | "FLOAT_SHORT" | "PROOF_LOG_CONTRADICTED" | "WITNESS_REFUSED";
                payoutId?: string;
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseWithEvidence"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CASE_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPayouts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Requested at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Requested before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period */
                to?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                accountId?: string;
                status?: "AWAITING_APPROVAL" | "PROCESSING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "PARTIALLY_RETURNED" | "RETURNED";
                provider?: "connectpsp" | "ntxpay";
                externalReference?: string;
                endToEndId?: string;
                /** @description The `providerId` or the `transactionId` of the payout */
                providerId?: string;
                /** @description Needs `personal:read`; the search is recorded */
                payeeDocument?: string;
                /** @description Needs `personal:read`; the search is recorded */
                pixKey?: string;
                /** @description The original amount, in `currency` or BRL */
                amount?: string;
                currency?: "BRL" | "EUR" | "JPY" | "MXN" | "USD";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPayout: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutDto"];
            };
        };
        responses: {
            /** @description Held and on its way; a repeat gets the same answer, byte for byte */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedPayout"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:request */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ACCOUNT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED or EXTERNAL_REFERENCE_USED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INSUFFICIENT_FUNDS, LIMIT_EXCEEDED, ACCOUNT_CLOSED, DESTINATION_NOT_SUPPORTED, CURRENCY_MISMATCH or CALLBACK_NOT_ALLOWED */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PayoutProblem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPayoutBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchDto"];
            };
        };
        responses: {
            /** @description Each item's own status and answer, in the order they were sent */
            207: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:request */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPayoutEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainPayout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutExplanation"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayoutHours: {
        parameters: {
            query?: {
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Requested at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Requested before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period. At most 31 days; the last 48 hours where neither is given */
                to?: string;
                provider?: "connectpsp" | "ntxpay";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutHours"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayoutReceipt: {
        parameters: {
            query?: {
                /** @description The same as Accept: text/html and application/pdf */
                format?: "html" | "pdf";
                locale?: "en" | "pt-BR";
                /** @description Masks names, documents and keys for a client with `personal:read` too, to hand the receipt on */
                people?: "masked";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/pdf": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_CONFIRMED: it is not paid, or people have not decided on evidence against it */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvePayout: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description AWAITING_APPROVAL while more people have to approve; a repeat gets the same answer */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REQUESTER_CANNOT_APPROVE: it was you who asked for it; KEY_MAKER_CANNOT_CONFIRM; APPROVAL_NOT_NEEDED; PAYOUT_APPROVED; PAYOUT_REJECTED; APPROVAL_REJECTED; APPROVAL_EXPIRED; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectPayout: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectApprovalDto"];
            };
        };
        responses: {
            /** @description Nothing is sent, and the hold is released */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REQUESTER_CANNOT_APPROVE: it was you who asked for it; KEY_MAKER_CANNOT_CONFIRM; APPROVAL_NOT_NEEDED; PAYOUT_APPROVED; PAYOUT_REJECTED; APPROVAL_REJECTED; APPROVAL_EXPIRED; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                accountId?: string;
                provider?: "connectpsp" | "ntxpay";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, payouts:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvePayouts: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovePayoutsDto"];
            };
        };
        responses: {
            /** @description Each item's own status and answer, in the order they were sent */
            207: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovedBatch"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes cases:decide, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND: nothing was approved */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOTALS_DIFFER or CURRENCY_MISMATCH: nothing was approved; the answer names both figures */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovalRules: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRules"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideApprovalRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRuleDto"];
            };
        };
        responses: {
            /** @description PROPOSED until another person sends the same; a repeat by the same person changes nothing */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDecision"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RULE_NOT_FOUND: an id has 1 to 64 of a-z 0-9 . _ - */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RULE_INVALID */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endApprovalRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndApprovalRuleDto"];
            };
        };
        responses: {
            /** @description PROPOSED until another person sends the same; a repeat by the same person changes nothing */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDecision"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RULE_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RULE_INVALID */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLimits: {
        parameters: {
            query?: {
                /** @description Only the limits of this scope */
                scope?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Limits"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitDto"];
            };
        };
        responses: {
            /** @description What only makes it stricter is CONFIRMED at once; what lets more through is PROPOSED until another person confirms it */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitChange"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmLimitChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope: string;
                changeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It takes effect at effectiveFrom: LIMIT_RAISE_HOURS later, or at once where it only goes back */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitChange"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description LIMIT_CHANGE_NOT_FOUND: no such change waits for a confirmation */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawLimitChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope: string;
                changeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing of it takes effect */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitChange"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes limits, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description LIMIT_CHANGE_NOT_FOUND: no such change waits for a confirmation */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEntries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Booked at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Booked before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period */
                to?: string;
                /** @description Adds `code` and `codeName`: the codes of an account mapping */
                mapping?: string;
                /** @description The mapping as it was after this version. Where absent the last one, or with `asOf` the last one of then */
                mappingVersion?: number;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                payoutId?: string;
                accountId?: string;
                provider?: "connectpsp" | "ntxpay";
                eventType?: string;
                /** @description Entries that have a posting to it */
                ledgerAccount?: string;
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntryPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrialBalance: {
        parameters: {
            query?: {
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent */
                asOf?: string;
                /** @description Adds `code` and `codeName`: the codes of an account mapping */
                mapping?: string;
                /** @description The mapping as it was after this version. Where absent the last one, or with `asOf` the last one of then */
                mappingVersion?: number;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                /** @description With `mapping`: the sums of each code */
                groupBy?: "code";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTotals: {
        parameters: {
            query?: {
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Requested at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Requested before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period */
                to?: string;
                /** @description A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent */
                asOf?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Totals"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviderFloats: {
        parameters: {
            query?: {
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent */
                asOf?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderFloats"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAgedHolds: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Requested at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Requested before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period */
                to?: string;
                /** @description A day (up to its end in `timeZone`), an RFC 3339 time (booked up to it) or a position; now where absent */
                asOf?: string;
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
                /** @description An ISO 8601 duration of days, hours, minutes and seconds (P1D, PT30M) at `asOf`, or an RFC 3339 time */
                olderThan?: string;
            };
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgedHoldPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountMappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountMappings"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountMappingVersions"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MAPPING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setAccountMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountMappingDto"];
            };
        };
        responses: {
            /** @description The version that counts from this day on; the same accounts again change nothing */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountMapping"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MAPPING_NOT_FOUND: a name has 1 to 64 of a-z 0-9 . _ - */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeeSettlements: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeeSettlementPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read, reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleFees: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED */
                "Idempotency-Key": string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeeSettlementDto"];
            };
        };
        responses: {
            /** @description PROPOSED until another person sends the same; then SETTLED, and booked */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeeSettlementAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer; EXTERNAL_REFERENCE_USED: the reference is settled; IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FEES_NOT_OWED: `owed` is the most that can be settled; nothing was written */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["FeeProblem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeriods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Periods"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read, reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeriod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodWithBlockers"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes ledger:read, reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PERIOD_NOT_FOUND: a period is a month like 2026-11 */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closePeriod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosePeriodDto"];
            };
        };
        responses: {
            /** @description Closed; or closed since before, as it was closed then */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PERIOD_NOT_FOUND: a period is a month like 2026-11 */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PERIOD_BLOCKED: `blockers` says why; nothing was written */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BlockedPeriodProblem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenPeriod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenPeriodDto"];
            };
        };
        responses: {
            /** @description PROPOSED until another person sends the same; then REOPENED */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodReopening"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PERIOD_NOT_FOUND: a period is a month like 2026-11 */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PERIOD_NOT_CLOSED; KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconcileStatement: {
        parameters: {
            query: {
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                provider: "connectpsp" | "ntxpay";
                /** @description The form of the file; text/csv, application/json or else the content says it where absent */
                format?: "csv" | "json" | "ofx" | "cnab240" | "camt053";
                /** @description The mapping by which a CSV file of other columns is read */
                mapping?: string;
                /** @description The period begins here: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from: string;
                /** @description The period ends before this: a day (its beginning in `timeZone`) or an RFC 3339 time */
                to: string;
                /** @description For persons: why the file is imported although it does not look like this period’s. Kept for ever: no personal data */
                acceptBecause?: string;
            };
            header?: {
                /** @description respond-async: 202 at once, also for a small file */
                Prefer?: "respond-async";
                /** @description Same key and file: the same import; another file: 409. Without it the same file is the same import */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The statement: CSV with the columns type (PAYOUT, RETURN), status (COMPLETED, FAILED, PENDING), provider_id, external_reference, end_to_end_id, amount, fee, date, or with the columns of a mapping; or the answers of the NTX Pay transaction search as JSON; or OFX, CNAB 240 or camt.053 */
        requestBody: {
            content: {
                "text/csv": string;
                "application/json": string;
                "application/xml": string;
                "application/x-ofx": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description What agreed and what did not; the same statement again changes nothing */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description The file is kept and is being compared: it is larger than 1 MB, or the client prefers so */
            202: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementImport"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description STATEMENT_NOT_OF_PERIOD: too much of it is unknown or does not agree; nothing was written */
            422: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReconciliation: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description csv and parquet are the whole list, without pages; the same as Accept: text/csv and application/vnd.apache.parquet */
                format?: "json" | "csv" | "parquet";
                /** @description CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first */
                locale?: "en" | "pt-BR";
                /** @description CSV only; of the `locale` where absent */
                delimiter?: "comma" | "semicolon" | "tab";
                /** @description CSV only; of the `locale` where absent */
                decimal?: "point" | "comma";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationPage"];
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RECONCILIATION_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many exports are under way */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStatementMappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementMappings"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setStatementMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementMappingDto"];
            };
        };
        responses: {
            /** @description The mapping with its version; the same mapping again changes nothing */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementMapping"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes reconciliation, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MAPPING_NOT_FOUND: a name has 1 to 64 of a-z 0-9 . _ - */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MAPPING_OF_ANOTHER_PROVIDER */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStreamEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description STREAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSecurityEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description In which days begin, and in which a CSV file writes its times */
                timeZone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /**
                 * @deprecated
                 * @description The same as `timeZone`
                 */
                timezone?: "UTC" | "America/Sao_Paulo" | "America/Noronha" | "America/Manaus" | "America/Rio_Branco";
                /** @description Recorded at or after: a day (its beginning in `timeZone`) or an RFC 3339 time */
                from?: string;
                /** @description Recorded before: a day (its beginning in `timeZone`) or an RFC 3339 time. It is outside the period; at most 31 days after `from` */
                to?: string;
                kind?: "KEY_MADE" | "KEY_ROTATED" | "KEY_REVOKED" | "KEY_REFUSED" | "SIGNED_IN" | "DECISION" | "EXPORTED" | "PERSONAL_DATA_SHOWN" | "AUDIT_READ";
                client?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityEventPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checked against the signed root */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROOF_NOT_SIGNED: the proof log has no signed checkpoint yet */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROOF_TILES_MISSING, PROOF_TILES_DAMAGED or PROOF_ENTRIES_DIFFER: no proof that holds can be given; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As in c2sp.org/tlog-tiles, with its slashes: <level>/<index>[.p/<width>] or entries/… */
                path: string[];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checked against the signed root */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROOF_TILE_NOT_FOUND: the signed tree has no such tile; or PROOF_NOT_SIGNED: the proof log has no signed checkpoint yet */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROOF_TILES_MISSING, PROOF_TILES_DAMAGED or PROOF_ENTRIES_DIFFER: no proof that holds can be given; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConsistencyProof: {
        parameters: {
            query: {
                /** @description Size of the smaller tree, in entries */
                from: number;
                /** @description Size of the larger tree, in entries; at most the size of the last checkpoint */
                to: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checked against the signed root */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROOF_NOT_SIGNED: the proof log has no signed checkpoint yet */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROOF_TILES_MISSING, PROOF_TILES_DAMAGED or PROOF_ENTRIES_DIFFER: no proof that holds can be given; or SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayoutProof: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer at or after this position */
                "Ledger-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of the position in the header */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutProof"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter or header is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes audit */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND; or PROOF_NOT_SIGNED: the proof log has no signed checkpoint yet */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description PROJECTION_BEHIND; PROOF_TILES_MISSING, PROOF_TILES_DAMAGED or PROOF_ENTRIES_DIFFER: no proof that holds can be given; or SERVICE_UNAVAILABLE
             *
             *     PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE
             */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayoutBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checked against the signed root */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description FORBIDDEN: the bundle names the payee, so the key needs personal:read too
             *
             *     FORBIDDEN: the key has none of the scopes audit
             */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYOUT_NOT_FOUND; or PROOF_NOT_SIGNED: the proof log has no signed checkpoint yet */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: another bundle is being made */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description PROOF_PENDING: an event of the payout came after the last checkpoint
             *
             *     PROOF_TILES_MISSING, PROOF_TILES_DAMAGED or PROOF_ENTRIES_DIFFER: no proof that holds can be given; or SERVICE_UNAVAILABLE
             */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_READY: `parts` tells which part is away */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotReadyProblem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description NOT_FOUND: the figures have an address of their own */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes keys */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyDto"];
            };
        };
        responses: {
            /** @description Made; the key is shown this once only */
            201: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes keys */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CLIENT_DIFFERS: the client is defined otherwise, and has live keys; TOO_MANY_KEYS */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made; the former key ends in 24 hours */
            201: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes keys */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_ENDED; TOO_MANY_KEYS */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedApiKey"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes keys */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_ALREADY_REVOKED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEndpointDto"];
            };
        };
        responses: {
            /** @description It is told of what happens from now on */
            201: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_EXISTS: the client has one with this address; TOO_MANY_ENDPOINTS */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointDto"];
            };
        };
        responses: {
            /** @description Messages that wait go to the new address */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_EXISTS: the client has another one with this address */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it was sent stays on record */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedWebhookEndpoint"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both secrets sign for 24 hours */
            201: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing is sent until it is enabled */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened meanwhile is sent now */
            200: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description endpoint.test is on its way */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_ENABLED */
            409: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RangeReplayDto"];
            };
        };
        responses: {
            /** @description A part is on its way. Ask again with nextCursor until there is none */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookRangeReplay"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ENDPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description What was sent about it, in order. Without it `endpointId` is needed */
                payoutId?: string;
                /** @description Without `payoutId`: what it was sent, the newest first */
                endpointId?: string;
                status?: "DELIVERED" | "RETRYING" | "GIVEN_UP";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the events are now */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DELIVERY_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same id and body, signed with the secret of now */
            202: {
                headers: {
                    /**
                     * @description From where on a query sees this
                     * @example 4711/4711
                     */
                    "Ledger-Position"?: string;
                    /** @description The address of what was made */
                    Location?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes webhooks */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DELIVERY_NOT_FOUND */
            404: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8 */
            415: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description All that the key may see where it is absent */
                topics?: string;
                /** @description The place after which the stream begins, where `Last-Event-ID` is absent; now where both are */
                after?: string;
                /** @description The stream ends after so many seconds */
                maxSeconds?: number;
            };
            header?: {
                /** @description The stream goes on after this position; a browser sends it by itself */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events until the client or the service ends the stream */
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description VALIDATION_FAILED: a parameter is wrong or unknown, or the log has not come to the position */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open, payouts:read, ledger:read, cases:read, cases:decide, limits, audit, reconciliation */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOO_MANY_REQUESTS: too many streams are open, of this key or of all */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSession"];
                };
            };
            /** @description MALFORMED_REQUEST */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open, deposits:record, payouts:request, payouts:read, personal:read, ledger:read, reconciliation, cases:read, cases:decide, limits, audit, keys, webhooks, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Set-Cookie has the session */
            201: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSession"];
                };
            };
            /** @description MALFORMED_REQUEST */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open, deposits:record, payouts:request, payouts:read, personal:read, ledger:read, reconciliation, cases:read, cases:decide, limits, audit, keys, webhooks, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended; the cookie is cleared */
            204: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description MALFORMED_REQUEST */
            400: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN: the key has none of the scopes accounts:open, deposits:record, payouts:request, payouts:read, personal:read, ledger:read, reconciliation, cases:read, cases:decide, limits, audit, keys, webhooks, or is a service's: this is for persons */
            403: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description Names the request in the log of the service */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    onPayoutAccepted: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutAwaitingApproval: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutRejected: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutApproved: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutApprovalRejected: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutApprovalExpired: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutSubmitted: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutOutcomeUnknown: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutCompleted: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutFailed: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPayoutReturned: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCaseOpened: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCaseDecided: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onDepositRecorded: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepositMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onDepositReversed: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepositMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onEndpointTest: {
        parameters: {
            query?: never;
            header: {
                /** @description Names the message. A repeat has the same id and the same body */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. More than five minutes off: refuse it */
                "webhook-timestamp": string;
                /** @description v1 and a signature by Standard Webhooks; two of them while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestMessage"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent here: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The message is stored */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure: the same message comes again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
