"""The room of tools as published texts: criteria on a scale, one YAML file each. Tools in use: app/appraising."""
