"""Routes of the user's own: read from their OpenAPI file, called, and judged by it."""
