"""Routes of the community of practice."""

from django.urls import path

from community import views

app_name = "community"
urlpatterns = [
    path("communaute/", views.home, name="home"),
    path("communaute/recherche/", views.search, name="search"),
    path("communaute/espaces/<slug:forum>/", views.forum_page, name="forum-page"),
    path("communaute/espaces/<slug:forum>/nouveau/", views.topic_open, name="topic-open"),
    path("communaute/sujets/<uuid:topic>/", views.topic_page, name="topic-page"),
    path("communaute/sujets/<uuid:topic>/repondre/", views.post_add, name="post-add"),
    path("communaute/messages/<uuid:post>/modifier/", views.post_change, name="post-change"),
    path("communaute/messages/<uuid:post>/masquer/", views.post_hide, name="post-hide"),
]
