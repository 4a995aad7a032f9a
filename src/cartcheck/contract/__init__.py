"""Contracts: what an OpenAPI description says, and whether a store keeps to it."""
