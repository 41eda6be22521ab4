using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Functions.Hosting;

/// <summary>The tables of the record: the shipped ones, changed by a folder where one is set.</summary>
internal static class RecordTables
{
    /// <exception cref="UserErrorException">The folder is not there, or a view or the policy in it is wrong; every problem is named.</exception>
    public static RecordSchema Read(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            return RecordSchema.BuiltIn;
        }

        try
        {
            return Directory.Exists(folder)
                ? RecordSchema.Load(folder)
                : throw new UserErrorException("The configuration is wrong: ClinSeek__Views names a folder that is not there.", exitCode: 2);
        }
        catch (ViewDefinitionException wrong)
        {
            throw new UserErrorException("The configuration is wrong: ClinSeek__Views holds " + string.Join(" ", wrong.Problems), exitCode: 2);
        }
        catch (InvalidOperationException wrong)
        {
            throw new UserErrorException("The configuration is wrong: ClinSeek__Views: " + wrong.Message, exitCode: 2);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new UserErrorException("The configuration is wrong: a file in the folder ClinSeek__Views cannot be read.", exitCode: 2);
        }
    }
}
