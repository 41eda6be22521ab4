using System.CommandLine;
using System.Globalization;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Knowledge;

namespace ClinSeek.Functions.Cli;

/// <summary><c>vocabulary import FILE --name TABLE</c> and <c>vocabulary list</c>: the candidate tables of closed questions.</summary>
internal static class VocabularyCommand
{
    public static Command Create(CommonOptions common) => new("vocabulary", "Import and list vocabularies that answers are chosen from")
    {
        Import(common), List(common),
    };

    private static Command Import(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with a header" };
        var name = new Option<string>("--name") { Description = "The table's name, such as diagnoses", HelpName = "TABLE", Required = true };
        var column = new Option<string?>("--column") { Description = "The column of the candidates' names; by default candidate, long_title, description, label, name, ...", HelpName = "COLUMN" };
        var description = new Option<string?>("--description") { Description = "What the candidates are", HelpName = "TEXT" };
        var command = new Command("import", "Import a candidate table; one of that name is replaced") { file, name, column, description };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common.Read(parsed), parsed.GetValue(file)!, parsed.GetValue(name)!, parsed.GetValue(column), parsed.GetValue(description), cancellationToken));
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "List the candidate tables");
        command.SetAction((parsed, _) => Task.FromResult(Show(common.Read(parsed))));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, string file, string name, string? column, string? description, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new UserErrorException($"{file} is not there. Give a CSV file with a header.", ExitCodes.Usage);
        }

        string store = VocabularyFile.Of(Composition.Options(settings));
        Directory.CreateDirectory(Path.GetDirectoryName(store)!);
        try
        {
            CandidateTable table = VocabularyImporter.Import(store, file, name, column, description, cancellationToken);
            using KnowledgeRoom room = KnowledgeCommand.Open(settings);
            if (room.Embedder is { } embedder)
            {
                using var model = new EmbedderBridge(embedder);
                await VocabularyEmbedding.EmbedAsync(store, table.Name, embedder.Model, model, cancellationToken);
            }

            Write(settings, [table]);
            return ExitCodes.Ok;
        }
        catch (InvalidDataException wrong)
        {
            throw new UserErrorException(wrong.Message + " Nothing was imported.", ExitCodes.Usage, wrong);
        }
    }

    private static int Show(CommonSettings settings)
    {
        try
        {
            Write(settings, new VocabularyStore(VocabularyFile.Of(Composition.Options(settings)), withShipped: true).Tables());
            return ExitCodes.Ok;
        }
        catch (InvalidDataException damaged)
        {
            throw new UserErrorException(damaged.Message, inner: damaged);
        }
    }

    private static void Write(CommonSettings settings, IReadOnlyList<CandidateTable> tables)
    {
        if (settings.Json)
        {
            JsonOutput.Write(tables);
            return;
        }

        Screen.Standard.Table(
            ["name", "candidates", "columns", "source"],
            [.. tables.Select(static table => (IReadOnlyList<string>)[table.Name, table.Count.ToString(CultureInfo.InvariantCulture), string.Join(", ", table.Columns), table.Source])]);
    }
}
