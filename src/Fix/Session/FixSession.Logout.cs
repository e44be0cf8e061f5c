using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    DisconnectReason _logoutReason;

    /// <summary>Says Logout and waits for the peer's; closes after <see cref="FixSessionSettings.LogoutTimeout"/>.</summary>
    public void Logout(string text, long now)
    {
        if (State == SessionState.LoggedOn)
            EndWithLogout(text, DisconnectReason.Application, awaitAnswer: true, now);
        else if (State is not SessionState.LogoutSent)
            Close(DisconnectReason.Application, now);
    }

    void EndWithLogout(string text, DisconnectReason reason, bool awaitAnswer, long now)
    {
        if (State is SessionState.LogoutSent or SessionState.Closing or SessionState.Disconnected)
            return;
        if (text.Length > 0)
            _application.OnEvent(this, $"logout: {text}", now);
        SendLogout(text, now);
        if (!awaitAnswer)
        {
            Close(reason, now);
            return;
        }
        _logoutReason = reason;
        Enter(SessionState.LogoutSent, now);
    }

    void TakeLogout(in FixMessage message, long number, long now)
    {
        if (!Validate(message, number, now))
            return;
        AdvanceIfExpected(number, now);
        _application.OnAdmin(this, message, now);
        if (State == SessionState.LoggedOn)
        {
            SendLogout("", now);
            Close(DisconnectReason.Logout, now);
            return;
        }
        if (_logoutReason == DisconnectReason.Application)
            _logoutReason = DisconnectReason.Logout;
        Close(DisconnectReason.Logout, now);
    }

    void SendLogout(string text, long now)
    {
        HeaderFields header = NextHeader(MsgType.Logout, now);
        FixWriter writer = BeginAdmin(header);
        writer.WriteText(Codec.Tag.Text, text);
        SendAdmin(ref writer, now);
    }
}
