using System.Diagnostics;

namespace ProjectGraph.Postgres.Testing;

/// <summary>The result of a program that ran as the server's user.</summary>
/// <param name="Text">The program's output and errors.</param>
internal sealed record ToolRun(int ExitCode, string Text)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <param name="program">The name of a PostgreSQL program, or the path of another one.</param>
    /// <param name="password">Passed in the environment, because all users can read arguments.</param>
    public static async Task<ToolRun> RunAsync(string program, IEnumerable<string> arguments, string? password = null)
    {
        var start = ServerUser.Start(PostgresInstallation.Require.Program(program), arguments);
        if (password is not null)
            start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync())
                .WaitAsync(Deadline);
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return new(process.ExitCode, string.Concat(texts).Trim());
        }
        catch (TimeoutException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} has not ended within {Deadline}.", late);
        }
    }

    public void RequireSuccess(string program)
    {
        if (ExitCode != 0)
            throw new InvalidOperationException($"{program} failed ({ExitCode}): {Text}");
    }
}
