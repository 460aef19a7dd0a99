CREATE TABLE "enrollment_tickets" (
	"user_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"code" "bytea",
	"refused" bigint DEFAULT 0 NOT NULL,
	"refused_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "enrollment_codes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrollment_tickets" ADD CONSTRAINT "enrollment_tickets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;