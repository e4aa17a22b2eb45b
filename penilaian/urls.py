app_name = "penilaian"

urlpatterns: list = []
