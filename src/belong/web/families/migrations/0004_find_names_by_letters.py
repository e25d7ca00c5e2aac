from django.db import migrations

from belong.web.config.searching import index_for_search


class Migration(migrations.Migration):
    dependencies = [("families", "0003_rows_as_known_at_each_change")]

    operations = [
        index_for_search(
            "families_people_letters", "families_householdmember", "forenames", "surname"
        ),
        index_for_search("families_number_letters", "families_familyrecord", "pseudonym"),
    ]
