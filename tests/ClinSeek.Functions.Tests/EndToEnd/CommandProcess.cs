using System.Diagnostics;
using System.Text.Json;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The program as a user starts it: a process with arguments and environment variables.</summary>
internal static class CommandProcess
{
    /// <summary>Runs a command with <c>--json</c>.</summary>
    /// <returns>The exit code, what it printed and what it complained about.</returns>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(string folder, Uri? model, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ClinSeek.Functions.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", program, .. arguments, "--json", "--data", Path.Combine(folder, "data")])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CLINSEEK_KEY_FILE"] = Path.Combine(folder, "keys.json");
        start.Environment.Remove("Model__Endpoint");
        if (model is not null)
        {
            start.Environment["Model__Endpoint"] = model.ToString();
            start.Environment["Model__Name"] = ScriptedModel.ModelName;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Reads one member of a printed object.</summary>
    public static string? Member(string json, string name)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
    }
}
