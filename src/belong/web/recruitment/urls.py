"""Pages of the recruitment app."""

from __future__ import annotations

from django.urls import path

from belong.web.recruitment import views, views_enquiry, views_event

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.enquiries, name="enquiries"),
    path("conversion/", views.conversion, name="recruitment-conversion"),
    path("enquiries/add/", views_enquiry.enquiry_add, name="enquiry-add"),
    path("enquiries/<key:key>/", views_enquiry.enquiry, name="enquiry"),
    path("enquiries/<key:key>/change/", views_enquiry.enquiry_change, name="enquiry-change"),
    path("enquiries/<key:key>/answered/", views_enquiry.enquiry_answer, name="enquiry-answer"),
    path("enquiries/<key:key>/ended/", views_enquiry.enquiry_end, name="enquiry-end"),
    path("enquiries/<key:key>/reopen/", views_enquiry.enquiry_reopen, name="enquiry-reopen"),
    path("enquiries/<key:key>/take-on/", views_enquiry.enquiry_take_on, name="enquiry-take-on"),
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/add/", views_event.campaign_add, name="campaign-add"),
    path("campaigns/<key:key>/", views_event.campaign_change, name="campaign-change"),
    path("events/", views.events, name="recruitment-events"),
    path("events/add/", views_event.event_add, name="recruitment-event-add"),
    path("events/<key:key>/", views_event.event, name="recruitment-event"),
    path("events/<key:key>/change/", views_event.event_change, name="recruitment-event-change"),
    path("events/<key:key>/cancel/", views_event.event_cancel, name="recruitment-event-cancel"),
    path("events/<key:key>/book/", views_event.event_book, name="recruitment-event-book"),
    path("events/<key:key>/came/", views_event.event_came, name="recruitment-event-came"),
    path("events/<key:key>/list/", views_event.event_list, name="recruitment-event-list"),
    path("events/<key:key>/places/", views_event.event_places, name="recruitment-event-places"),
    path(
        "events/<key:key>/bookings/<key:booking>/",
        views_event.booking_cancel,
        name="booking-cancel",
    ),
]
