module recipe

go 1.21
