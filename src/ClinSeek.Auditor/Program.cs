return ClinSeek.Auditor.Command.Run(args, Console.Out, Console.Error);
