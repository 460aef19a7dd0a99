CREATE TABLE "api_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"maker_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"scopes" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app_groups" (
	"app_id" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "app_groups_app_id_group_id_pk" PRIMARY KEY("app_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "app_icons" (
	"app_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"image" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app_people" (
	"app_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"first_used_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"allowed_at" timestamp with time zone,
	CONSTRAINT "app_people_app_id_user_id_pk" PRIMARY KEY("app_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "app_problems" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"app_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"code" text COLLATE "C" NOT NULL,
	"detail" text COLLATE "C" DEFAULT '{}' NOT NULL,
	"times" bigint DEFAULT 1 NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app_sign_ins" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"provider_session" text COLLATE "C" NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"app_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"grant_id" text COLLATE "C",
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "apps" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"known" text COLLATE "C",
	"address" text COLLATE "C" NOT NULL,
	"host" text COLLATE "C",
	"open_paths" text COLLATE "C" DEFAULT '' NOT NULL,
	"redirect_uris" text COLLATE "C" DEFAULT '' NOT NULL,
	"signed_out_uris" text COLLATE "C" DEFAULT '' NOT NULL,
	"backchannel_uri" text COLLATE "C",
	"client" text COLLATE "C" DEFAULT 'confidential' NOT NULL,
	"native" boolean DEFAULT false NOT NULL,
	"pkce_required" boolean DEFAULT true NOT NULL,
	"signing_algorithm" text COLLATE "C" DEFAULT 'RS256' NOT NULL,
	"secret_digest" "bytea",
	"former_secret_digest" "bytea",
	"former_secret_until" timestamp with time zone,
	"for_everyone" boolean DEFAULT true NOT NULL,
	"two_factor" text COLLATE "C" DEFAULT 'person' NOT NULL,
	"fresh_hours" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"suspended_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"icon_digest" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "gate_tickets" (
	"token_digest" "bytea" PRIMARY KEY NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"app_id" text COLLATE "C" NOT NULL,
	"host" text COLLATE "C" NOT NULL,
	"nonce_digest" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"token_digest" "bytea" PRIMARY KEY NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"app_id" text COLLATE "C" NOT NULL,
	"host" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"group_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "group_members_group_id_user_id_pk" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C" DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logout_notices" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"app_id" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"sid" text COLLATE "C",
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oidc_rows" (
	"model" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"payload" text COLLATE "C" NOT NULL,
	"grant_id" text COLLATE "C",
	"uid" text COLLATE "C",
	"user_id" text COLLATE "C",
	"app_id" text COLLATE "C",
	"session_id" text COLLATE "C",
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"consumed_at" timestamp with time zone,
	"successor_used_at" timestamp with time zone,
	CONSTRAINT "oidc_rows_model_key_pk" PRIMARY KEY("model","key")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"algorithm" text COLLATE "C" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "authenticated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "authenticated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_maker_id_users_id_fk" FOREIGN KEY ("maker_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_groups" ADD CONSTRAINT "app_groups_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_groups" ADD CONSTRAINT "app_groups_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_icons" ADD CONSTRAINT "app_icons_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_people" ADD CONSTRAINT "app_people_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_people" ADD CONSTRAINT "app_people_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_problems" ADD CONSTRAINT "app_problems_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_sign_ins" ADD CONSTRAINT "app_sign_ins_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_sign_ins" ADD CONSTRAINT "app_sign_ins_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_sign_ins" ADD CONSTRAINT "app_sign_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apps" ADD CONSTRAINT "apps_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_tickets" ADD CONSTRAINT "gate_tickets_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_tickets" ADD CONSTRAINT "gate_tickets_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logout_notices" ADD CONSTRAINT "logout_notices_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_rows" ADD CONSTRAINT "oidc_rows_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_rows" ADD CONSTRAINT "oidc_rows_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_rows" ADD CONSTRAINT "oidc_rows_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_token" ON "api_keys" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "api_keys_by_name" ON "api_keys" USING btree ("organization_id","sort_name","id");--> statement-breakpoint
CREATE INDEX "api_keys_by_maker" ON "api_keys" USING btree ("maker_id");--> statement-breakpoint
CREATE INDEX "api_keys_by_expiry" ON "api_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "app_groups_by_group" ON "app_groups" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "app_people_by_use" ON "app_people" USING btree ("app_id","last_used_at","user_id");--> statement-breakpoint
CREATE INDEX "app_people_by_user" ON "app_people" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "app_problems_by_time" ON "app_problems" USING btree ("app_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "app_sign_ins_session" ON "app_sign_ins" USING btree ("provider_session","app_id");--> statement-breakpoint
CREATE INDEX "app_sign_ins_by_session" ON "app_sign_ins" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "app_sign_ins_by_app" ON "app_sign_ins" USING btree ("app_id","user_id");--> statement-breakpoint
CREATE INDEX "app_sign_ins_by_user" ON "app_sign_ins" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "apps_by_name" ON "apps" USING btree ("organization_id","sort_name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "apps_host" ON "apps" USING btree ("host");--> statement-breakpoint
CREATE INDEX "gate_tickets_by_session" ON "gate_tickets" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "gate_tickets_by_app" ON "gate_tickets" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "gate_tickets_by_expiry" ON "gate_tickets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "gates_by_session" ON "gates" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "gates_by_app" ON "gates" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "gates_by_expiry" ON "gates" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "group_members_by_name" ON "group_members" USING btree ("group_id","sort_name","user_id");--> statement-breakpoint
CREATE INDEX "group_members_by_user" ON "group_members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_by_name" ON "groups" USING btree ("organization_id","sort_name");--> statement-breakpoint
CREATE INDEX "logout_notices_by_due" ON "logout_notices" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "logout_notices_by_app" ON "logout_notices" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "oidc_rows_by_grant" ON "oidc_rows" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "oidc_rows_by_uid" ON "oidc_rows" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "oidc_rows_by_user" ON "oidc_rows" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "oidc_rows_by_app" ON "oidc_rows" USING btree ("app_id","user_id");--> statement-breakpoint
CREATE INDEX "oidc_rows_by_session" ON "oidc_rows" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "oidc_rows_by_expiry" ON "oidc_rows" USING btree ("expires_at");