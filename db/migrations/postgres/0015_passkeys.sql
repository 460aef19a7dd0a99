ALTER TABLE "users" drop column "second_factor";--> statement-breakpoint
CREATE TABLE "passkey_groups" (
	"organization_id" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "passkey_groups_organization_id_group_id_pk" PRIMARY KEY("organization_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"rp_id" text COLLATE "C" NOT NULL,
	"credential_id" text COLLATE "C" NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text COLLATE "C" NOT NULL,
	"aaguid" text COLLATE "C" NOT NULL,
	"backup_eligible" boolean NOT NULL,
	"backed_up" boolean NOT NULL,
	"uv_initialized" boolean NOT NULL,
	"discoverable" boolean,
	"name" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"client" text COLLATE "C",
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "spent_passkey_challenges" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"kept_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "recovered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "adds_passkey" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "passkeys_who" text COLLATE "C" DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "passkeys_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "passkeys_begun" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "passkeys_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "passkeys_followed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "passkeys" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "passkey_handle" "bytea";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "passkey_reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "passkey_groups" ADD CONSTRAINT "passkey_groups_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_groups" ADD CONSTRAINT "passkey_groups_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_groups_by_group" ON "passkey_groups" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("rp_id","credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_by_user" ON "passkeys" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "spent_passkey_challenges_by_age" ON "spent_passkey_challenges" USING btree ("kept_until");--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "second_factor" text COLLATE "C" GENERATED ALWAYS AS (case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null or passkeys > 0 then 'on' when two_factor_required then 'required' else 'off' || case when role = 'admin' then '-admin' else '' end || case when in_policy_group then '-group' else '' end || case when grace_until is not null then '-grace' else '' end end) STORED;--> statement-breakpoint
CREATE INDEX "users_by_second_factor" ON "users" USING btree ("organization_id","second_factor","sort_name","id");
