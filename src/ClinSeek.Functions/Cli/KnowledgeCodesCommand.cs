using System.CommandLine;
using System.Globalization;
using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;
using ClinSeek.Knowledge.Terminology;

namespace ClinSeek.Functions.Cli;

/// <summary><c>knowledge codes FILE...</c>: imports the official files of ICD-10-CM and CCSR.</summary>
internal static class KnowledgeCodesCommand
{
    public static Command Create(CommonOptions common)
    {
        var files = new Argument<string[]>("FILE") { Description = "AHRQ's DXCCSR or CCSR mapping (.csv) or CMS's icd10cm_codes (.txt), each also with .gz", Arity = ArgumentArity.OneOrMore };
        var command = new Command("codes", "Import ICD-10-CM codes and CCSR categories from the official files") { files };
        command.SetAction(parsed => Run(common.Read(parsed), parsed.GetValue(files)!));
        return command;
    }

    private static int Run(CommonSettings settings, string[] files)
    {
        using KnowledgeRoom room = KnowledgeCommand.Open(settings);
        try
        {
            int rows = files.Sum(file => TerminologyIndex.Import(room.TerminologyFile, file));
            (int codes, int categories) = room.Terminology.Count();
            if (settings.Json)
            {
                JsonOutput.Write(new { file = room.TerminologyFile, rows, codes, categories });
            }
            else
            {
                Screen.Standard.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"{rows} rows read; there are {codes} ICD-10-CM codes and {categories} CCSR categories now. {room.TerminologyFile}"));
            }

            return ExitCodes.Ok;
        }
        catch (InvalidDataException error)
        {
            throw new UserErrorException(error.Message, ExitCodes.Usage, error);
        }
    }
}
