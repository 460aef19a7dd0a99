ALTER TABLE "users" ADD COLUMN "grace_over" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "admin_reminded_at" timestamp with time zone;