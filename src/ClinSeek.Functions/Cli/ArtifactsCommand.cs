using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Imaging;

namespace ClinSeek.Functions.Cli;

/// <summary><c>artifacts CASE [PICTURE]</c>: the pictures that a case's tools drew. Reads only, but for the files it writes.</summary>
internal static class ArtifactsCommand
{
    private const string Consequence = "a picture of the patient would lie there unencrypted";

    public static Command Create(CommonOptions common)
    {
        Argument<string> id = CaseArgument.Create();
        var picture = new Argument<string?>("PICTURE")
        {
            Description = "The picture to write: its name, or the evidence that cites it, such as e2.1",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var place = new Option<string?>("--out")
        {
            Description = "With PICTURE a new file (default: its name and .png); without, a folder that gets every picture",
            HelpName = "FILE|FOLDER",
        };
        var command = new Command("artifacts", "List the pictures that a case's results cite, or write them as PNG") { id, picture, place };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), parsed.GetValue(picture), parsed.GetValue(place), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CaseId id, string? picture, string? place, CancellationToken cancellationToken)
    {
        string? full = place is null ? null : PrivateFile.Outside(settings, place, Consequence);
        CaseArgument.Known(settings, id);
        await using ServiceProvider record = Composition.OpenRecord(settings);
        CaseImages images = record.GetRequiredService<CaseImages>();
        IReadOnlyList<CaseArtifact> artifacts = await images.ListArtifactsAsync(id, cancellationToken) ?? throw CaseArgument.Unknown(id, settings);
        if (picture is not null)
        {
            CaseArtifact chosen = Choose(artifacts, picture, id);
            string file = full ?? PrivateFile.Outside(settings, chosen.Name + ".png", Consequence);
            await WriteAsync(images, id, chosen, file, cancellationToken);
            Done(settings, [file], new WrittenFile(file));
        }
        else if (full is not null)
        {
            Done(settings, await WriteAllAsync(images, id, artifacts, full, cancellationToken));
        }
        else
        {
            List(settings, artifacts);
        }

        return ExitCodes.Ok;
    }

    private static CaseArtifact Choose(IReadOnlyList<CaseArtifact> artifacts, string picture, CaseId id) =>
        artifacts.Where(artifact => artifact.Name == picture || artifact.Evidence == picture).DistinctBy(static artifact => artifact.Name).Take(2).ToArray() switch
        {
            [var only] => only,
            [] => throw new UserErrorException($"No result of the case cites a picture '{picture}'. `artifacts {id}` lists them.", ExitCodes.Usage),
            _ => throw new UserErrorException($"{picture} cites several pictures. Name one of those that `artifacts {id}` lists.", ExitCodes.Usage),
        };

    /// <summary>A picture's name is a digest of it: one that is there already is the same.</summary>
    private static async Task<IReadOnlyList<string>> WriteAllAsync(
        CaseImages images, CaseId id, IReadOnlyList<CaseArtifact> artifacts, string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(folder))
        {
            throw new UserErrorException($"{folder} is a file. Name a folder for all pictures, or the picture that is meant.", ExitCodes.Usage);
        }

        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (CaseArtifact artifact in artifacts.DistinctBy(static artifact => artifact.Name))
        {
            string file = Path.Combine(folder, artifact.Name + ".png");
            if (!File.Exists(file))
            {
                await WriteAsync(images, id, artifact, file, cancellationToken);
            }

            files.Add(file);
        }

        return files;
    }

    private static async Task WriteAsync(CaseImages images, CaseId id, CaseArtifact artifact, string file, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> png = await images.FindArtifactAsync(id, artifact.Name, cancellationToken)
            ?? throw new UserErrorException($"The picture {artifact.Name} is cited and not there. `verify {id}` tells what else is missing.");
        PrivateFile.Write(file, png.Span);
    }

    private static void List(CommonSettings settings, IReadOnlyList<CaseArtifact> artifacts)
    {
        if (settings.Json)
        {
            JsonOutput.Write(artifacts);
        }
        else if (artifacts.Count == 0)
        {
            Screen.Standard.Write(0, 0, "No result of the case cites a picture.");
        }
        else
        {
            foreach (CaseArtifact artifact in artifacts)
            {
                Screen.Standard.Write(0, 0, $"{artifact.Evidence} {artifact.Name}");
                Screen.Standard.Write(2, 2, $"{artifact.Tool} of {artifact.Study}");
            }
        }
    }

    private static void Done(CommonSettings settings, IReadOnlyList<string> files, object? json = null)
    {
        if (settings.Json)
        {
            JsonOutput.Write(json ?? files.Select(static file => new WrittenFile(file)));
            return;
        }

        foreach (string file in files)
        {
            Console.Out.WriteLine(file);
        }

        Screen.Standard.Write(0, 0, files.Count == 0
            ? "No result of the case cites a picture; nothing was written."
            : "Readable by you alone and no longer encrypted: pictures show the patient. Delete them when they are no longer needed.");
    }
}
