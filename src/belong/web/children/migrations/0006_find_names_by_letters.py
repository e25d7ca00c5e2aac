from django.db import migrations

from belong.web.config.searching import index_for_search


class Migration(migrations.Migration):
    dependencies = [("children", "0005_count_by_council")]

    operations = [
        index_for_search(
            "children_birth_letters", "children_birthidentity", "forenames", "surname"
        ),
    ]
