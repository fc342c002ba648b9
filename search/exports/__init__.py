"""What a query finds, for machines: every format reads the same rows (search.exports.rows)."""
