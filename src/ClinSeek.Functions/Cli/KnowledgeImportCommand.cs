using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Sources.Import;

namespace ClinSeek.Functions.Cli;

/// <summary><c>knowledge import FILE|FOLDER</c>: brings the local index to the state of some files. A running host finds them at its next search.</summary>
internal static class KnowledgeImportCommand
{
    public static Command Create(CommonOptions common)
    {
        var path = new Argument<string>("FILE-OR-FOLDER") { Description = "Markdown, JSON Lines, HTML or MedlinePlus XML, each also with .gz" };
        var source = new Option<string?>("--source") { Description = "The publication, where the files name none", HelpName = "TEXT" };
        var license = new Option<string?>("--license") { Description = "The licence, where the files name none (an SPDX expression)", HelpName = "LICENCE" };
        var collection = new Option<string?>("--collection") { Description = "What ids begin with, to keep those of two files apart", HelpName = "NAME" };
        var command = new Command("import", "Import files of medical knowledge; what has not changed is not read again") { path, source, license, collection };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common.Read(parsed), parsed.GetValue(path)!, new ImportDefaults(parsed.GetValue(source), parsed.GetValue(license), parsed.GetValue(collection)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, string path, ImportDefaults defaults, CancellationToken cancellationToken)
    {
        if (!Path.Exists(path))
        {
            throw new UserErrorException($"There is no file or folder {path}.", ExitCodes.Usage);
        }

        using KnowledgeRoom room = KnowledgeCommand.Open(settings);
        long started = Stopwatch.GetTimestamp();
        var files = new List<FileImport>();
        int embedded = 0;
        try
        {
            using IndexFile index = IndexFile.OpenOrCreate(room.IndexFile);
            index.ImportBuiltIn();
            foreach (FileImport file in KnowledgeImporter.Import(index, path, defaults, cancellationToken))
            {
                files.Add(file);
                if (file.Problem is { } problem)
                {
                    await Console.Error.WriteLineAsync($"clinseek: {file.File} was not imported: {problem}");
                }
            }

            embedded = room.Embedder is { } embedder ? await index.EmbedAsync(embedder, cancellationToken) : 0;
        }
        catch (Exception error) when (error is InvalidDataException or SourceException)
        {
            throw new UserErrorException(error.Message, inner: error);
        }

        Write(settings, room.IndexFile, files, embedded, Stopwatch.GetElapsedTime(started));
        return files.Count == 0 || files.Exists(static file => file.Problem is not null) ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static void Write(CommonSettings settings, string index, List<FileImport> files, int embedded, TimeSpan elapsed)
    {
        ImportCount sum = files.Aggregate(ImportCount.None, static (count, file) => count + file.Count);
        if (settings.Json)
        {
            JsonOutput.Write(new { index, files, sum, embedded });
            return;
        }

        if (files.Count == 0)
        {
            Screen.Standard.Write(0, 0, $"Nothing to read: knowledge is read from {string.Join(", ", PassageFiles.Extensions)}.");
            return;
        }

        Screen.Standard.Write(0, 0, string.Create(
            CultureInfo.InvariantCulture,
            $"{sum.Added} passages added, {sum.Changed} changed, {sum.Removed} removed, {sum.Unchanged} as they were; {files.Count(static file => file.IsCurrent)} of {files.Count} files had not changed. {elapsed.TotalSeconds:F1} s, {index}"));
        if (embedded > 0)
        {
            Screen.Standard.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"{embedded} passages embedded."));
        }
    }
}
