CREATE TABLE "audit_entries" (
	"chain" text COLLATE "C" NOT NULL,
	"sequence" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text COLLATE "C" NOT NULL,
	"actor_id" text COLLATE "C",
	"subject_id" text COLLATE "C",
	"body" text COLLATE "C" NOT NULL,
	"hash" "bytea" NOT NULL,
	"key_id" text COLLATE "C",
	CONSTRAINT "audit_entries_chain_sequence_pk" PRIMARY KEY("chain","sequence")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"chain" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"boundary" bigint NOT NULL,
	"key_id" text COLLATE "C" NOT NULL,
	"mac" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "browsers" (
	"user_id" text COLLATE "C" NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"own_counter" boolean DEFAULT true NOT NULL,
	CONSTRAINT "browsers_user_id_token_digest_pk" PRIMARY KEY("user_id","token_digest")
);
--> statement-breakpoint
CREATE TABLE "challenges" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"channel" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" DEFAULT 'web' NOT NULL,
	"credential_version" bigint NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"return_to" text COLLATE "C",
	"client" text COLLATE "C" DEFAULT '' NOT NULL,
	"address" text COLLATE "C" DEFAULT '' NOT NULL,
	"browser_digest" "bytea",
	"created_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"ticket_digest" "bytea",
	"ticket_expires_at" timestamp with time zone,
	"proof" text COLLATE "C",
	"handed_over_by" text COLLATE "C",
	"session_ends_by" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ended_sessions" (
	"token_digest" "bytea" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"after" bigint,
	"ended_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrollments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"challenge_id" text COLLATE "C",
	"session_id" text COLLATE "C",
	"secret" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "errands" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"facts" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"user_agent" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hand_overs" (
	"token_digest" "bytea" PRIMARY KEY NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"path" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "headcounts" (
	"organization_id" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"second_factor" text COLLATE "C" NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "headcounts_organization_id_status_second_factor_pk" PRIMARY KEY("organization_id","status","second_factor")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"user_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"shown" "bytea",
	"shown_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "links" (
	"token_digest" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"request_id" text COLLATE "C",
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"suspended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C",
	"user_id" text COLLATE "C",
	"merge_key" text COLLATE "C",
	"payload" "bytea",
	"merged" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"closed_at" timestamp with time zone,
	"failure" text COLLATE "C",
	"problem" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "recovery_code_sets" (
	"user_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"shown" "bytea",
	"shown_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" text COLLATE "C" NOT NULL,
	"hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_user_id_hash_pk" PRIMARY KEY("user_id","hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_decisions" (
	"request_id" text COLLATE "C" NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"operator_name" text COLLATE "C" NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"checks" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "recovery_decisions_request_id_operator_id_pk" PRIMARY KEY("request_id","operator_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_requests" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"organization" text COLLATE "C" NOT NULL,
	"story" text COLLATE "C" NOT NULL,
	"client" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"approved_at" timestamp with time zone,
	"ready_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"announced_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text COLLATE "C",
	"end_reason" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "server_facts" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"client" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"proof" text COLLATE "C",
	"handed_over_by" text COLLATE "C",
	"browser_digest" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"access_expires_at" timestamp with time zone,
	"refresh_digest" "bytea",
	"expires_at" timestamp with time zone NOT NULL,
	"idle_expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shown_setup_keys" (
	"sign_in_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"client" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"shown_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spent_refresh_tokens" (
	"token_digest" "bytea" PRIMARY KEY NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"spent_at" timestamp with time zone,
	"key_fingerprint" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "spent_time_steps" (
	"user_id" text COLLATE "C" NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"step" bigint NOT NULL,
	CONSTRAINT "spent_time_steps_user_id_since_step_pk" PRIMARY KEY("user_id","since","step")
);
--> statement-breakpoint
CREATE TABLE "throttles" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"attempts" bigint NOT NULL,
	"retry_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_words" (
	"organization_id" text COLLATE "C" NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"second_factor" text COLLATE "C" NOT NULL,
	CONSTRAINT "user_words_organization_id_word_sort_name_user_id_pk" PRIMARY KEY("organization_id","word","sort_name","user_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"password_hash" text COLLATE "C",
	"credential_version" bigint DEFAULT 0 NOT NULL,
	"two_factor_required" boolean DEFAULT false NOT NULL,
	"authenticator_secret" "bytea",
	"authenticator_since" timestamp with time zone,
	"second_step_failures" bigint DEFAULT 0 NOT NULL,
	"second_step_retry_at" timestamp with time zone,
	"second_step_locked_at" timestamp with time zone,
	"second_factor" text COLLATE "C" GENERATED ALWAYS AS (case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null then 'on' when two_factor_required then 'required' else 'off' end) STORED,
	"invited_by" text COLLATE "C",
	"created_at" timestamp with time zone NOT NULL,
	"last_sign_in_at" timestamp with time zone,
	"last_password_at" timestamp with time zone,
	"email_changed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "browsers" ADD CONSTRAINT "browsers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ended_sessions" ADD CONSTRAINT "ended_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_overs" ADD CONSTRAINT "hand_overs_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headcounts" ADD CONSTRAINT "headcounts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_request_id_recovery_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."recovery_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code_sets" ADD CONSTRAINT "recovery_code_sets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_decisions" ADD CONSTRAINT "recovery_decisions_request_id_recovery_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."recovery_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_requests" ADD CONSTRAINT "recovery_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_setup_keys" ADD CONSTRAINT "shown_setup_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spent_refresh_tokens" ADD CONSTRAINT "spent_refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spent_time_steps" ADD CONSTRAINT "spent_time_steps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_words" ADD CONSTRAINT "user_words_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "audit_entries" USING btree ("chain","subject_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_entries_by_event" ON "audit_entries" USING btree ("chain","subject_id","event","sequence");--> statement-breakpoint
CREATE INDEX "browsers_by_age" ON "browsers" USING btree ("seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "challenges_token" ON "challenges" USING btree ("token_digest");--> statement-breakpoint
CREATE UNIQUE INDEX "challenges_ticket" ON "challenges" USING btree ("ticket_digest");--> statement-breakpoint
CREATE INDEX "challenges_by_user" ON "challenges" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "challenges_by_expiry" ON "challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "ended_sessions_by_age" ON "ended_sessions" USING btree ("ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollments_challenge" ON "enrollments" USING btree ("challenge_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollments_session" ON "enrollments" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "enrollments_by_user" ON "enrollments" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "hand_overs_session" ON "hand_overs" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "hand_overs_by_expiry" ON "hand_overs" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "links_by_user" ON "links" USING btree ("user_id","purpose");--> statement-breakpoint
CREATE INDEX "links_by_expiry" ON "links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "organizations_by_name" ON "organizations" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "outbox_by_due" ON "outbox" USING btree ("closed_at","due_at");--> statement-breakpoint
CREATE INDEX "outbox_by_key" ON "outbox" USING btree ("merge_key");--> statement-breakpoint
CREATE INDEX "outbox_by_user" ON "outbox" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "outbox_by_failure" ON "outbox" USING btree ("failure");--> statement-breakpoint
CREATE INDEX "recovery_requests_by_user" ON "recovery_requests" USING btree ("user_id","asked_at");--> statement-breakpoint
CREATE INDEX "recovery_requests_by_state" ON "recovery_requests" USING btree ("state","confirmed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token_digest");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_refresh" ON "sessions" USING btree ("refresh_digest");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "shown_setup_keys_by_user" ON "shown_setup_keys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "spent_refresh_tokens_by_session" ON "spent_refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "throttles_by_expiry" ON "throttles" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "user_words_by_state" ON "user_words" USING btree ("organization_id","second_factor","word","sort_name","user_id");--> statement-breakpoint
CREATE INDEX "user_words_by_user" ON "user_words" USING btree ("user_id","word");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "users_by_name" ON "users" USING btree ("organization_id","sort_name","id");--> statement-breakpoint
CREATE INDEX "users_by_second_factor" ON "users" USING btree ("organization_id","second_factor","sort_name","id");--> statement-breakpoint
CREATE INDEX "users_by_role" ON "users" USING btree ("organization_id","role","status","sort_name","id");