# One line a target; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 5080
SERVER := src/ProjectGraph.Server
BINARY := dotnet $(SERVER)/bin/Release/net10.0/ProjectGraph.Server.dll
DATA := src/ProjectGraph.Data
EF := dotnet ef migrations --project $(DATA) --configuration Release --no-build
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help build run run-postgres test test-postgres soak bench fuzz schema approve migration migration-script fmt lint key key-list key-revoke key-rotate migrate-store

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

build: ## build the server (Release)
	@dotnet build $(SERVER) -c Release -v quiet >&2

run: build ## build and start on http://127.0.0.1:5080 (PORT=… changes it)
	@ASPNETCORE_ENVIRONMENT=$${ASPNETCORE_ENVIRONMENT:-Development} PORT=$(PORT) exec $(BINARY)

run-postgres: build ## the same on PostgreSQL: that of ConnectionStrings__ProjectGraph, else a private one (data/postgres)
	@Store__Provider=PostgreSql ASPNETCORE_ENVIRONMENT=$${ASPNETCORE_ENVIRONMENT:-Development} PORT=$(PORT) exec .ci/postgres run $(BINARY)

test: ## run every test that this machine can run
	@.ci/test

test-postgres: ## run the tests that want PostgreSQL; fails where it is not installed
	@.ci/postgres find >/dev/null && POSTGRES_REQUIRED=1 .ci/test --filter Store=PostgreSql

soak: ## the installation whose parts die, for ten minutes (MINUTES=…)
	@SOAK_MINUTES=$(or $(MINUTES),10) POSTGRES_REQUIRED=1 .ci/test --filter FullyQualifiedName~Cluster.FaultTests

bench: ## measure the service against its floor (STORE=postgres, SIZE=projects), itself twice (INSTANCES=2), a smaller store (AGAINST=projects), the field's packages (PEERS=1)
	@dotnet run -c Release --project tests/ProjectGraph.Benchmarks -- $(if $(STORE),--store $(STORE)) $(if $(SIZE),--size $(SIZE)) $(if $(INSTANCES),--instances $(INSTANCES)) $(if $(AGAINST),--against $(AGAINST)) $(if $(PEERS),--peers)

fuzz: ## send 50,000 mutated requests a protocol (REQUESTS=…, SEED=…)
	@PROJECTGRAPH_FUZZ=$(or $(REQUESTS),50000) $(if $(SEED),PROJECTGRAPH_FUZZ_SEED=$(SEED)) dotnet test tests/ProjectGraph.Server.Tests -c Release --filter FullyQualifiedName~Fuzzing --logger "console;verbosity=detailed"

schema: build ## write schema/ from the model
	@$(BINARY) schema schema

approve: ## run the tests and accept their results as contract files and snapshots (FILTER=a part of the tests' names)
	@APPROVE=1 .ci/test $(if $(FILTER),--filter FullyQualifiedName~$(FILTER))

migration: ## generate a migration for both stores from the changed model: NAME=…
	@test -n "$(NAME)" || { echo "NAME is missing. Name what changes: make migration NAME=AddBudget" >&2; exit 1; }
	@dotnet tool restore >/dev/null && dotnet build $(DATA) -c Release -v quiet
	@$(EF) add "$(NAME)" --context GraphDbContext --output-dir Storage/Migrations --namespace ProjectGraph.Data.Storage.Migrations
	@$(EF) add "$(NAME)" --context PostgresGraphDbContext --output-dir Storage/PostgreSql/Migrations --namespace ProjectGraph.Data.Storage.PostgreSql.Migrations

migration-script: build ## print the SQL that upgrades a store: PROVIDER=PostgreSql, or PROVIDER=Sqlite FROM=the newest migration of the file
	@$(BINARY) store script $(if $(PROVIDER),--provider "$(PROVIDER)") $(if $(FROM),--from "$(FROM)")

fmt: ## format the code
	@dotnet tool restore >/dev/null && dotnet csharpier format src tests

lint: ## check the words and the format, build with warnings as errors
	@.ci/words && dotnet tool restore >/dev/null && dotnet csharpier check src tests && dotnet build ProjectGraph.sln -c Release -v quiet

# ACCOUNTS and PROTOCOLS are lists, by commas or spaces; an account whose name has either is for the program itself.
comma := ,
list = $(foreach each,$(subst $(comma), ,$(2)),--$(1) "$(each)")

key: build ## create an API key: NAME=… ROLE=reader|operator|admin (EXPIRES=90d ACCOUNTS=a,b PROTOCOLS=graphql,odata)
	@$(BINARY) key create --name "$(NAME)" --role "$(ROLE)" $(if $(EXPIRES),--expires "$(EXPIRES)") $(call list,account,$(ACCOUNTS)) $(call list,protocol,$(PROTOCOLS))

key-list: build ## list the API keys that are not revoked
	@$(BINARY) key list

key-rotate: build ## replace an API key: NAME=… (OVERLAP=24h: so long the old one stays valid)
	@$(BINARY) key rotate --name "$(NAME)" $(if $(OVERLAP),--overlap "$(OVERLAP)")

key-revoke: build ## end an API key: NAME=…
	@$(BINARY) key revoke --name "$(NAME)"

# By the environment: other users of the machine see a program's arguments, and so a password in them.
migrate-store: build ## move a store: FROM=… TO=…, each a SQLite file or a PostgreSQL connection string or URL
	@from="$$FROM" to="$$TO" $(BINARY) store migrate
