#!/usr/bin/env bash
# Builds the image of the deploy runner and pushes it to the registry of this account.
# The tag below is a version too, but no Terraform tool reads it: change it together with docker_tag in terragrunt.hcl.
set -euo pipefail

DOCKERFILE_REPO="https://github.com/gruntwork-io/terraform-aws-ci.git"
DOCKERFILE_REPO_REF="v0.38.0"
REGISTRY="444455556666.dkr.ecr.us-west-2.amazonaws.com"

infrastructure-deployer -- docker-image-builder build-docker-image \
  --repo "$DOCKERFILE_REPO" --ref "$DOCKERFILE_REPO_REF" \
  --context-path modules/ecs-deploy-runner/docker/deploy-runner \
  --docker-image-tag "$REGISTRY/ecs-deploy-runner:$DOCKERFILE_REPO_REF"
