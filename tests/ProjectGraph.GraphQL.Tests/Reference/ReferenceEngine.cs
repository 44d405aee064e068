using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>graphql-js, asked in a process of its own. What it answers is what we have to answer.</summary>
internal static class ReferenceEngine
{
    private static readonly string Folder = Path.Combine(Here(), "Node");
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>One answer a question, in order.</summary>
    public static async Task<IReadOnlyList<JsonElement>> AskAsync(IEnumerable<object> questions)
    {
        await Installed.Value;
        string[] lines = [.. questions.Select(question => JsonSerializer.Serialize(question))];
        string output = await StartAsync("node", ["reference.js"], lines);
        JsonElement[] answers = [.. output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        answers.Length.ShouldBe(lines.Length);
        return answers;
    }

    private static async Task InstallAsync()
    {
        var wanted = Path.Combine(Folder, "package-lock.json");
        var installed = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(wanted))
            await StartAsync("npm", ["ci"], []);
    }

    private static async Task<string> StartAsync(string program, string[] arguments, string[] input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        foreach (string line in input)
            await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return await output;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
