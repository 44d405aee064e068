# Reads the output of `dotnet test`, prints "N passed, N failed, N skipped", and fails where anything failed.
# A test project whose run left no summary counts as failed, and so does a filter that finds no test anywhere. Given: projects, exit_code.
/(Passed|Failed|Skipped)! +- Failed:/ {
    runs++
    gsub(/[,:]/, " ")
    for (i = 1; i < NF; i++) {
        if ($i == "Failed") failed += $(i + 1)
        if ($i == "Passed") passed += $(i + 1)
        if ($i == "Skipped") skipped += $(i + 1)
    }
}
/^No test matches the given testcase filter/ { runs++ }
END {
    if (runs < projects) {
        printf "%d of %d test projects did not run.\n", projects - runs, projects
        failed += projects - runs
    } else if (exit_code != 0 && failed == 0) {
        failed = 1
    } else if (passed + failed + skipped == 0) {
        print "No test was found."
        failed = 1
    }
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed > 0
}
