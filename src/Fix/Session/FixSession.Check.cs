using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    bool ReadNumber(in FixMessage message, long now, out long number)
    {
        if (message.GetInt(Codec.Tag.MsgSeqNum, out number) == FieldStatus.Ok && number >= 0)
            return true;
        EndWithLogout("Required tag missing: MsgSeqNum (34)", DisconnectReason.ProtocolError, awaitAnswer: false, now);
        return false;
    }

    bool CheckBeginString(in FixMessage message, long number, long now)
    {
        ReadOnlySpan<byte> begin = message[Codec.Tag.BeginString];
        if (begin.SequenceEqual(_beginString))
            return true;
        if (message.MsgType == MsgType.Logout)
            return true;
        AdvanceIfExpected(number, now);
        EndWithLogout($"Incorrect BeginString ({Ascii(begin)})", DisconnectReason.ProtocolError, awaitAnswer: true, now);
        return false;
    }

    /// <summary>Form of the fields, presence of the header's, ids, time.</summary>
    bool CheckHeader(in FixMessage message, long number, long now, out long sendingTime)
    {
        sendingTime = 0;
        if (_index.Defect != FieldDefect.None && !CheckDefect(message, number, now))
            return false;
        FieldStatus time = message.GetTimestamp(Codec.Tag.SendingTime, out sendingTime);
        if (time != FieldStatus.Ok || !message.Has(Codec.Tag.SenderCompID) || !message.Has(Codec.Tag.TargetCompID))
            return RejectHeader(message, number, time, now);
        if (_settings.CheckLatency && !IsNear(sendingTime, now))
            return EndBadly(message, number, SessionRejectReason.SendingTimeAccuracy, Codec.Tag.SendingTime, now);
        return !_settings.CheckCompID || HasRightIds(message)
            || EndBadly(message, number, SessionRejectReason.CompIdProblem, 0, now);
    }

    bool CheckDefect(in FixMessage message, long number, long now)
    {
        SessionRejectReason reason = _index.Defect switch
        {
            FieldDefect.InvalidTag => SessionRejectReason.InvalidTagNumber,
            FieldDefect.EmptyValue => SessionRejectReason.TagWithoutValue,
            FieldDefect.WrongDataLength => SessionRejectReason.IncorrectDataFormat,
            _ => SessionRejectReason.Other,
        };
        if (reason == SessionRejectReason.TagWithoutValue && !_settings.ValidateFieldsHaveValues)
            return true;
        int tag = message.TagAt(_index.DefectAt);
        return RejectInPlace(message, number, reason, tag == int.MinValue ? NoTag : tag, null, now);
    }

    bool RejectHeader(in FixMessage message, long number, FieldStatus time, long now)
    {
        int missing = !message.Has(Codec.Tag.SenderCompID) ? Codec.Tag.SenderCompID
            : !message.Has(Codec.Tag.TargetCompID) ? Codec.Tag.TargetCompID : Codec.Tag.SendingTime;
        SessionRejectReason reason = missing == Codec.Tag.SendingTime && time == FieldStatus.Malformed
            ? SessionRejectReason.IncorrectDataFormat
            : SessionRejectReason.RequiredTagMissing;
        return RejectInPlace(message, number, reason, missing, null, now);
    }

    bool IsNear(long sendingTime, long now) => Math.Abs(sendingTime - now) <= _settings.MaxLatency * NanosPerMilli;

    bool HasRightIds(in FixMessage message) =>
        message[Codec.Tag.SenderCompID].SequenceEqual(_targetCompID) && message[Codec.Tag.TargetCompID].SequenceEqual(_senderCompID);

    /// <summary>OrigSendingTime of a message with PossDup: not after SendingTime.</summary>
    bool CheckOrigSendingTime(in FixMessage message, long number, long sendingTime, long now)
    {
        FieldStatus status = message.GetTimestamp(Codec.Tag.OrigSendingTime, out long original);
        if (status == FieldStatus.Malformed)
            return RejectInPlace(message, number, SessionRejectReason.IncorrectDataFormat, Codec.Tag.OrigSendingTime, null, now);
        if (status == FieldStatus.Missing || original <= sendingTime)
            return true;
        return EndBadly(message, number, SessionRejectReason.SendingTimeAccuracy, Codec.Tag.OrigSendingTime, now);
    }

    bool Validate(in FixMessage message, long number, long now)
    {
        if (_settings.Validator is null)
            return true;
        ValidationResult result = _settings.Validator.Validate(message);
        if (result.Reason == SessionRejectReason.None)
            return true;
        bool named = result.Reason != SessionRejectReason.InvalidMsgType || _settings.RejectsNameHeaderField || _version == 42;
        return RejectInPlace(message, number, result.Reason, named ? result.RefTag : NoTag, result.Text, now);
    }

    /// <summary>Rejects a message; its number is used up if it was the expected one. Always false.</summary>
    bool RejectInPlace(in FixMessage message, long number, SessionRejectReason reason, int tag, string? text, long now)
    {
        SendReject(message, number, reason, tag, text, now);
        AdvanceIfExpected(number, now);
        return false;
    }

    /// <summary>Rejects a message and ends the session. Always false.</summary>
    bool EndBadly(in FixMessage message, long number, SessionRejectReason reason, int tag, long now)
    {
        RejectInPlace(message, number, reason, _settings.RejectsNameHeaderField ? tag : 0, null, now);
        EndWithLogout(_settings.RejectsNameHeaderField ? RejectText.Of(reason) : "", DisconnectReason.ProtocolError, awaitAnswer: true, now);
        return false;
    }

    void AdvanceIfExpected(long number, long now)
    {
        if (number == _nextTarget)
            Advance(number + 1, admin: true, now);
    }

    static string Ascii(ReadOnlySpan<byte> bytes) => System.Text.Encoding.ASCII.GetString(bytes);
}
