"""Assembly: puts it together. The application, the command line, worker, dispatcher, schedule, embedded servers."""
