CREATE TABLE "trusted_browsers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"credential_version" bigint NOT NULL,
	"client" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "trust_days" bigint;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "trust_admins" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "trusted_browsers" ADD CONSTRAINT "trusted_browsers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_browsers_token" ON "trusted_browsers" USING btree ("user_id","token_digest");--> statement-breakpoint
CREATE INDEX "trusted_browsers_by_expiry" ON "trusted_browsers" USING btree ("expires_at");