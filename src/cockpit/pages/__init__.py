"""What people see: templates, forms, the map; one domain call per view."""
