#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekinerja.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from ekinerja.postgres import PostgresError

    try:
        settings.INSTALLED_APPS  # noqa: B018  read now, so that what is wrong with them is said in one sentence
    except (ImproperlyConfigured, PostgresError) as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
