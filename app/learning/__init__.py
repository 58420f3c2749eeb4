"""The room of training: programmes as content, cohorts, register, check, certificate. Days charged: app/charging."""
