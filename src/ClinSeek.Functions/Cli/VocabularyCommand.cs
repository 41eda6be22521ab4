using System.CommandLine;
using System.Globalization;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Functions.Embedding;
using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;

namespace ClinSeek.Functions.Cli;

/// <summary><c>vocabulary import FILE --name TABLE</c> and <c>vocabulary list</c>: the candidate tables of closed questions.</summary>
internal static class VocabularyCommand
{
    public static Command Create(CommonOptions common) => new("vocabulary", "Import and list vocabularies that answers are chosen from")
    {
        Import(common), Embed(common), List(common),
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

    private static Command Embed(CommonOptions common)
    {
        var name = new Argument<string>("TABLE") { Description = "An imported table, or one that ships with the program" };
        var command = new Command("embed", "Store a table's vectors by the embedding model that is configured") { name };
        command.SetAction((parsed, cancellationToken) => EmbedAsync(common.Read(parsed), parsed.GetValue(name)!, cancellationToken));
        return command;
    }

    private static async Task<int> EmbedAsync(CommonSettings settings, string name, CancellationToken cancellationToken)
    {
        string store = VocabularyFile.Of(Composition.Options(settings));
        try
        {
            if (!new VocabularyStore(store).Tables().Any(table => table.Name == name))
            {
                Take(store, name, cancellationToken);
            }

            if (!await EmbedAsync(settings, store, name, cancellationToken))
            {
                throw new UserErrorException("No embedding model is configured: set Vocabularies__EmbeddingModel or Knowledge__Embedding__Endpoint.", ExitCodes.Usage);
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new UserErrorException(damaged.Message, inner: damaged);
        }

        Write(settings, [.. new VocabularyStore(store).Tables().Where(table => table.Name == name)]);
        return ExitCodes.Ok;
    }

    // A table that ships lies in no file; its vectors need rows to stand beside.
    private static void Take(string store, string name, CancellationToken cancellationToken)
    {
        string csv = ShippedVocabularies.Csv(name) ?? throw new UserErrorException($"There is no table {name}. `vocabulary list` names them.", ExitCodes.Usage);
        Directory.CreateDirectory(Path.GetDirectoryName(store)!);
        string file = Path.Combine(Path.GetDirectoryName(store)!, name + ".shipped.csv");
        try
        {
            File.WriteAllText(file, csv);
            VocabularyImporter.Import(store, file, name, null, ShippedVocabularies.Tables.First(table => table.Name == name).Description, cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<bool> EmbedAsync(CommonSettings settings, string store, string table, CancellationToken cancellationToken)
    {
        using KnowledgeRoom room = KnowledgeCommand.Open(settings);
        if (VocabularyEmbedder.Of(OptionsReader.Configuration(), room.Embedder) is not { } embedder)
        {
            return false;
        }

        using var model = embedder.Generator;
        await VocabularyEmbedding.EmbedAsync(store, table, embedder.Model, model, cancellationToken);
        return true;
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
            await EmbedAsync(settings, store, table.Name, cancellationToken);
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
