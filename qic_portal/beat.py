"""What beat rings and how often, in seconds; what is due lives in our rows, so a lost ring is no loss."""

SCHEDULE = {
    "journal-sweep": {"task": "journal.sweep", "schedule": 60.0},
    "agenda-close-due": {"task": "agenda.close_due", "schedule": 60.0},
    "agenda-sweep-drafts": {"task": "agenda.sweep_drafts", "schedule": 3600.0},
    "agenda-tell-of-replies": {"task": "agenda.tell_of_replies", "schedule": 600.0},
    "governance-remind-of-ends": {"task": "governance.remind_of_ends", "schedule": 3600.0},
    "measurement-compute-figures": {"task": "measurement.compute_figures", "schedule": 21600.0},
    "measurement-sweep-drafts": {"task": "measurement.sweep_drafts", "schedule": 3600.0},
    "measurement-sweep-tasks": {"task": "measurement.sweep_tasks", "schedule": 60.0},
    "overview-sweep": {"task": "overview.sweep", "schedule": 60.0},
    "reports-make-due": {"task": "reports.make_due", "schedule": 60.0},
    "reports-sweep": {"task": "reports.sweep", "schedule": 60.0},
}
